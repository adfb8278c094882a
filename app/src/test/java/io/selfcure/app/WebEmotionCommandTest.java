package io.selfcure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WebEmotion recipe as a user goes through it. */
class WebEmotionCommandTest {

  private final Shell shell = new Shell();
  @TempDir Path dir;

  @Test
  void queriesThenAPlan() throws IOException {
    Path queries = dir.resolve("queries.csv");
    assertThat(shell.run("webemotion", "queries", "--limit", 80, "--to", queries)).isZero();
    assertThat(shell.out())
        .contains("80 of 45,900 queries in " + queries)
        .contains("'selfcure webemotion plan --from LISTINGS --queries " + queries);
    assertThat(Files.readAllLines(queries)).hasSize(81);
    Path few = dir.resolve("few.json");
    assertThat(
            shell.run(
                "webemotion",
                "queries",
                "--languages",
                "en,zh",
                "--places",
                "GB,CN",
                "--to",
                few,
                "--json"))
        .isZero();
    assertThat(shell.json().get("queries").asInt()).isEqualTo(74 * 2 * 6);
    assertThat(shell.json().get("classes").get("anger").get("zh").asInt()).isEqualTo(4 * 12);

    Path listing =
        Files.writeString(
            dir.resolve("found.csv"),
            "id,duration,query\nA,30,happy man United Kingdom\nB,500,happy man United Kingdom\n");
    Path plan = dir.resolve("plan.csv");
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--queries", few, "--to", plan))
        .isZero();
    assertThat(shell.out()).contains("1 of 2 entries in " + plan, "left out: length 1");
    assertThat(Files.readString(plan)).contains("A,,30,happiness,q");
    assertThat(Files.readString(dir.resolve("plan.left-out.csv"))).contains("B,", "lasts 500 s");
  }

  @Test
  void aListingOfOneQueryNeedsNoTable() throws IOException {
    Path listing = Files.writeString(dir.resolve("found.csv"), "id,duration\nA,30\nB,31\n");
    Path plan = dir.resolve("plan.json");
    assertThat(
            shell.run(
                "webemotion",
                "plan",
                "--from",
                listing,
                "--query",
                "glad cat",
                "--class",
                "happiness",
                "--conflicts",
                "best-rank",
                "--to",
                plan,
                "--json"))
        .isZero();
    assertThat(shell.json().get("classes").get("happiness").asInt()).isEqualTo(2);
    assertThat(Files.readString(plan)).contains("\"video\" : \"A\"", "\"query\" : \"glad cat\"");
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--query", "x", "--to", plan))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--query: 'x' is not in the table of queries");
    assertThat(
            shell.run(
                "webemotion",
                "plan",
                "--from",
                listing,
                "--query",
                "x",
                "--class",
                "joy",
                "--to",
                plan))
        .isEqualTo(2);
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--class", "joy", "--to", plan))
        .isEqualTo(2);
    assertThat(shell.run("webemotion", "plan", "--from", listing, "--to", dir.resolve("p.txt")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("ends in neither .csv nor .json");
    assertThat(shell.run("webemotion", "plan", "--from", dir.resolve("no.csv"), "--to", plan))
        .isEqualTo(3);
    assertThat(shell.run("webemotion")).isEqualTo(2);
  }
}
