package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.error.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The texts in the sources: only this module knows an option or a command line, and what the
 * libraries name in braces is there.
 */
class SourceTextsTest {

  /** Modules that may know a command line: this one, and those of other front ends. */
  private static final Set<String> FRONT_ENDS = Set.of("app", "server", "cluster");

  /** What patterns of search queries have in braces. */
  private static final Set<String> PLACEHOLDERS = Set.of("{word}", "{group}", "{place}");

  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
  private static final Pattern COMMAND_LINE =
      Pattern.compile("--[a-z]|--%|['/]selfcure [a-z]|selfcure [a-z-]+ --");

  /** A text of a library, with its place. */
  private record Text(Path file, String text) {}

  @Test
  void noLibraryKnowsACommandLine() throws IOException {
    List<Text> texts = texts();
    assertThat(texts).as("texts that are read").hasSizeGreaterThan(3000);
    assertThat(texts).filteredOn(t -> COMMAND_LINE.matcher(t.text()).find()).isEmpty();
  }

  /** A name that is misspelt, or an option that was renamed since, is found here. */
  @Test
  void whatTheLibrariesNameIsThere() throws IOException {
    Known known = new Known();
    for (Text text : texts()) {
      known.read = text;
      if (!PLACEHOLDERS.contains(text.text())) {
        known.render(text.text().replace("%d", "1"));
      }
    }
    assertThat(known.names).as("names that are read").isGreaterThan(100);
    assertThat(known.missing).isEmpty();
  }

  /** A wording that looks whether there is such a thing. */
  private static final class Known implements Wording {

    private final CommandLine root = Main.commandLine();
    private final Set<String> options = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private Text read = new Text(Path.of(""), "");
    private int names;

    Known() {
      collect(root);
    }

    private void collect(CommandLine command) {
      command.getCommandSpec().optionsMap().keySet().forEach(options::add);
      command.getSubcommands().values().forEach(this::collect);
    }

    @Override
    public String setting(Setting setting) {
      look(options.contains("--" + setting.name()), "setting " + setting.name());
      return "";
    }

    @Override
    public String command(String action, List<Setting> settings) {
      CommandLine command = root;
      for (String word : action.split(" ", -1)) {
        command = command == null ? null : command.getSubcommands().get(word);
      }
      look(command != null, "command " + action);
      for (Setting setting : settings) {
        look(
            command != null
                && command.getCommandSpec().optionsMap().containsKey("--" + setting.name()),
            action + "'s setting " + setting.name());
      }
      return "";
    }

    private void look(boolean there, String what) {
      names++;
      if (!there) {
        missing.add(read.file() + ": " + what);
      }
    }
  }

  /** All string literals of the libraries; those that are put together from several, as one. */
  private static List<Text> texts() throws IOException {
    Path root = Path.of("..").toRealPath();
    List<Text> texts = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(SourceTextsTest::isLibrary).sorted().toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
          files.filter(f -> f.toString().endsWith(".java")).forEach(f -> read(f, texts));
        }
      }
    }
    return texts;
  }

  private static boolean isLibrary(Path dir) {
    return Files.isDirectory(dir.resolve("src/main/java"))
        && !FRONT_ENDS.contains(dir.getFileName().toString());
  }

  private static void read(Path file, List<Text> texts) {
    String source;
    try {
      source = COMMENT.matcher(Files.readString(file)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String joined = source.replaceAll("\"\\s*\\+\\s*\"", "");
    TEXT.matcher(joined).results().forEach(m -> texts.add(new Text(file, m.group(1))));
  }
}
