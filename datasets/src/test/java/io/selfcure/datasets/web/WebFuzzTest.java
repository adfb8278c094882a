package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.SelfcureException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a list of words, a table or a listing holds, reading ends in what was asked for,
 * or in an error with a place and a remedy.
 */
@Timeout(20)
class WebFuzzTest {

  @TempDir static Path dir;

  private static Stream<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(t -> t.getBytes(StandardCharsets.UTF_8));
  }

  private static void requireHelpful(SelfcureException e) {
    assertThat(e).hasMessageContaining(": ").hasMessageContaining("\n  remedy: ");
  }

  static Stream<byte[]> lists() {
    return bytes(
        """
        format: 1
        patterns: {en: "{word} {group} {place}"}
        words: {fear: {en: [scared]}}
        groups: [{en: man}]
        places: {NO: {en: Norway}}
        """,
        "format: &a [*a]",
        "words: {~: ~}");
  }

  @MethodSource("lists")
  @FuzzTest
  void words(byte[] list) throws IOException {
    try {
      Words words = Words.read(Files.write(dir.resolve("words.yaml"), list));
      for (Query q : QueryGrid.all(words, Set.of(), Set.of())) {
        assertThat(q.text()).isNotBlank().doesNotContain("\n");
        assertThat(LabelSet.FERPLUS8.names()).contains(q.label());
      }
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  static Stream<byte[]> tables() {
    return bytes(
        "id,class,language,word,place,group,query\nq1,fear,en,scared,NO,man,scared man Norway\n",
        "[{\"id\":\"q\",\"class\":\"fear\",\"language\":\"\",\"word\":\"\",\"place\":\"\","
            + "\"group\":null,\"query\":\"x\"}]",
        "[[]]",
        "\"");
  }

  @MethodSource("tables")
  @FuzzTest
  void queries(byte[] table) throws IOException {
    for (String name : List.of("queries.csv", "queries.json")) {
      try {
        assertThat(Queries.read(Files.write(dir.resolve(name), table)).find("nobody asks"))
            .isNull();
      } catch (SelfcureException e) {
        requireHelpful(e);
      }
    }
  }

  static Stream<byte[]> jsonListings() {
    return bytes(
        "{\"id\":\"A\",\"duration\":5,\"webpage_url\":\"u\",\"playlist\":\"q\","
            + "\"playlist_index\":1,\"license\":null,\"class\":\"fear\"}\n{\"id\":\"B\"}",
        "{\"_type\":\"playlist\",\"title\":\"q\",\"entries\":[{\"id\":1e99}]}",
        "[{\"id\":\"A\",\"duration\":1e400}]",
        "{\"entries\":[[]]}",
        "{");
  }

  @MethodSource("jsonListings")
  @FuzzTest
  void listingJson(byte[] listing) throws IOException {
    plan(Files.write(dir.resolve("listing.json"), listing));
  }

  static Stream<byte[]> csvListings() {
    return bytes(
        "id,url,query,class,duration,rank,licence\nA,u,q,fear,5,1,CC\n", "video\nx\n", "a,a\n");
  }

  @MethodSource("csvListings")
  @FuzzTest
  void listingCsv(byte[] listing) throws IOException {
    plan(Files.write(dir.resolve("listing.csv"), listing));
  }

  private static void plan(Path listing) {
    VideoPlan plan =
        VideoPlan.of(List.of(listing), Queries.none(), null, PlanRules.DEFAULT, Progress.NONE);
    assertThat(plan.videos())
        .allSatisfy(
            v -> {
              assertThat(v.video()).isNotBlank();
              assertThat(v.rank()).isBetween(1L, 20L);
              assertThat(v.seconds()).isLessThan(240);
              assertThat(LabelSet.FERPLUS8.names()).contains(v.query().label());
            });
    assertThat(plan.leftOut()).allSatisfy(l -> assertThat(l.reason()).isNotBlank());
    plan.write(dir.resolve("plan.csv"), dir.resolve("left-out.json"));
  }

  static Stream<byte[]> plans() {
    return bytes(
        String.join(",", PlannedVideo.COLUMNS) + ",file\nA,u,1,fear,q,t,en,w,NO,man,1,CC,,f.mp4\n",
        "[{\"video\":\"A\",\"url\":\"\",\"seconds\":1,\"class\":\"fear\",\"file\":\"x\"}]",
        "video,url,seconds,class\nA,,,joy\n");
  }

  @MethodSource("plans")
  @FuzzTest
  void plan(byte[] table) throws IOException {
    for (String name : List.of("plan.csv", "plan.json")) {
      try {
        PlanTable plan = PlanTable.read(Files.write(dir.resolve(name), table));
        for (String path : List.of("A.mp4", "f.mp4", "a/Title [A].webm", "")) {
          Map<String, String> row = plan.find(path);
          if (row != null) {
            assertThat(LabelSet.FERPLUS8.names()).contains(row.getOrDefault("class", ""));
          }
        }
      } catch (SelfcureException e) {
        requireHelpful(e);
      }
    }
  }

  static Stream<byte[]> frameTables() {
    return bytes(
        String.join(",", KeptFrame.COLUMNS)
            + "\na.mp4,1,1,0.000,6.000,videos/a-0/001-01.png,1.5,0.5,0.9,1 2 3 4,1 2 3 4 5 6 7"
            + " 8,480x320\n",
        String.join(",", KeptFrame.COLUMNS) + "\n,,,,,,,,,,,\n",
        String.join(",", KeptFrame.COLUMNS) + "\na,1,1,0,6,f,NaN,1e9,2,0 0 0 0,1,9x\n");
  }

  @MethodSource("frameTables")
  @FuzzTest
  void frames(byte[] table) throws IOException {
    try {
      FrameTable.read(
          Files.write(dir.resolve("frames.csv"), table),
          (place, frame) -> {
            assertThat(frame.video()).isNotEmpty();
            assertThat(frame.clip()).isPositive();
            assertThat(frame.width() * frame.height()).isNotZero();
            assertThat(frame.face().landmarks()).isNotNull();
            assertThat(KeptFrame.of(place, cells(frame)).row()).isEqualTo(frame.row());
          });
    } catch (SelfcureException e) {
      requireHelpful(e);
    }
  }

  private static Map<String, String> cells(KeptFrame frame) {
    Map<String, String> cells = new HashMap<>();
    for (int c = 0; c < KeptFrame.COLUMNS.size(); c++) {
      cells.put(KeptFrame.COLUMNS.get(c), frame.row().get(c));
    }
    return cells;
  }
}
