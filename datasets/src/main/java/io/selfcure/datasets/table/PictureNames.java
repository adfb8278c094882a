package io.selfcure.datasets.table;

import io.selfcure.datasets.intake.Walk;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a list calls a picture into a path below the root: a prefix is taken off, and what is
 * an address on a server is found by its last part. Never guesses between two files.
 */
final class PictureNames {

  private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|s3|gs)://.+|/data/.+");
  private static final Pattern LOCAL = Pattern.compile(".*[?&]d=([^&]+).*");
  private static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}-(.+)");
  private static final String TWICE = "\n";

  private final Path root;
  private final String prefix;
  private final Map<String, String> byName = new HashMap<>();
  private boolean walked;

  /**
   * @param root where paths start
   * @param prefix what is taken off before them; empty for nothing
   */
  PictureNames(Path root, String prefix) {
    this.root = root;
    this.prefix = prefix.replace('\\', '/');
  }

  /** The path of a picture, null where an address fits no file, or more than one. */
  @Nullable String path(String written) {
    String name = written.replace('\\', '/');
    if (!prefix.isEmpty() && name.startsWith(prefix)) {
      return relative(name.substring(prefix.length()).replaceFirst("^/+", ""));
    }
    if (ADDRESS.matcher(name).matches()) {
      String found = found(name);
      return found == null || found.equals(TWICE) ? null : found;
    }
    return relative(name);
  }

  /** Whether a text is an address on a server. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /** Why {@link #path} gives none. */
  String problem(String written) {
    String name = last(written.replace('\\', '/'));
    return TWICE.equals(found(written.replace('\\', '/')))
        ? "is more than one file called " + name + ": say where paths start with {strip-prefix}"
        : "no file called " + name + " lies below " + root;
  }

  private static String relative(String path) {
    String plain = path;
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain;
  }

  private @Nullable String found(String address) {
    Matcher local = LOCAL.matcher(address);
    if (local.matches()) {
      String path = relative(decoded(local.group(1)));
      if (isFile(path)) {
        return path;
      }
    }
    if (!walked) {
      walked = true;
      Walk.files(root, root, Walk.UNHEARD, path -> byName.merge(last(path), path, (a, b) -> TWICE));
    }
    String name = last(address);
    String found = byName.get(name);
    Matcher hashed = HASHED.matcher(name);
    return found == null && hashed.matches() ? byName.get(hashed.group(1)) : found;
  }

  private boolean isFile(String path) {
    try {
      Path file = root.resolve(path).normalize();
      return file.startsWith(root) && Files.isRegularFile(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The last part of an address, without what stands behind a question mark. */
  private static String last(String address) {
    Matcher local = LOCAL.matcher(address);
    String path = local.matches() ? local.group(1) : address.replaceFirst("[?#].*$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.indexOf('%') >= 0 ? decoded(name) : name;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // a percent sign that is no escape
      return text;
    }
  }
}
