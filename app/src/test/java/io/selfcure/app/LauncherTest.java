package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts the program, as far as it goes without a build. */
class LauncherTest {

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1", "2g -version", "99999999999t", "-4g"})
  void aHeapThatJavaRefusesIsNoBugOfOurs(String heap) throws IOException, InterruptedException {
    ProcessBuilder launcher =
        new ProcessBuilder(Path.of("..", "selfcure").toString(), "--version")
            .redirectErrorStream(true);
    launcher.environment().put("SELFCURE_HEAP", heap);
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = launcher.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isEqualTo(5);
    assertThat(told)
        .startsWith("selfcure: SELFCURE_HEAP is '" + heap + "', and Java says: ")
        .contains("\n  remedy: give the largest Java heap, such as 4g")
        .hasLineCount(2);
  }

  @TempDir Path dir;

  /**
   * A copy of the script beside a build that needs no sources, and a JDK whose java tells in which
   * encoding the real one reads file names.
   */
  private ProcessBuilder copied() throws IOException {
    Path jdk = dir.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Path java = jdk.resolve("bin/java");
    Files.writeString(
        java, "#!/bin/sh\nexec '" + real + "' -XshowSettings:properties -version 2>&1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path script = Files.copy(Path.of("..", "selfcure"), dir.resolve("selfcure"));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(dir.resolve(".selfcure-build/jars.1"));
    Files.writeString(dir.resolve(".selfcure-build/current"), "jars.1\n");
    ProcessBuilder launcher =
        new ProcessBuilder(script.toString(), "--version").redirectErrorStream(true);
    launcher.environment().keySet().removeIf(k -> k.startsWith("LC_") || k.equals("LANG"));
    launcher.environment().put("JAVA_HOME", jdk.toString());
    return launcher;
  }

  @ParameterizedTest
  @CsvSource({
    "none, none",
    "LC_ALL, C",
    "LC_ALL, POSIX",
    "LANG, C",
    "LANG, xx_YY.UTF-8",
    "LC_ALL, xx_YY"
  })
  @DisabledOnOs(OS.WINDOWS)
  void fileNamesAreUtf8WhateverTheLocale(String variable, String locale)
      throws IOException, InterruptedException {
    ProcessBuilder launcher = copied();
    launcher.environment().put(variable, locale);
    Process process = launcher.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    assertThat(told).contains("sun.jnu.encoding = UTF-8\n");
  }
}
