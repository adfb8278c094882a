package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoPlanTest {

  @TempDir Path dir;
  private Path listings;
  private Queries queries;

  @BeforeEach
  void someQueries() throws IOException {
    listings = Files.createDirectories(dir.resolve("listings"));
    Path file = dir.resolve("queries.csv");
    List<Query> all = new ArrayList<>();
    for (String label : LabelSet.FERPLUS8.names()) {
      all.add(new Query("q-" + label, label, "en", label, "BR", "man", label + " man Brazil"));
      all.add(new Query("w-" + label, label, "en", label, "BR", "woman", label + " woman Brazil"));
    }
    Queries.write(file, all);
    queries = Queries.read(file);
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(listings.resolve(name), text);
  }

  private VideoPlan plan(PlanRules rules) {
    return VideoPlan.of(List.of(listings), queries, null, rules, Progress.NONE);
  }

  private VideoPlan plan() {
    return plan(PlanRules.DEFAULT);
  }

  private static List<String> videos(VideoPlan plan) {
    return plan.videos().stream()
        .map(v -> v.video() + " " + v.query().id() + " " + v.rank() + " " + v.also())
        .toList();
  }

  private static List<String> leftOut(VideoPlan plan) {
    return plan.leftOut().stream()
        .map(l -> l.code() + " " + l.video() + ": " + l.reason())
        .toList();
  }

  /** What {@code yt-dlp -j "ytsearch3:fear man Brazil"} prints, cut to what matters. */
  private static String lines(String query, int from, String... ids) {
    StringBuilder text = new StringBuilder();
    for (String id : ids) {
      text.append(
          String.format(
              "{\"id\": \"%s\", \"title\": \"t\\n\", \"duration\": 61, \"view_count\": null,"
                  + " \"webpage_url\": \"https://v.example/%s\", \"playlist\": \"%s\","
                  + " \"n_entries\": 3, \"playlist_index\": %d, \"license\": null}%n",
              id, id, query, from++));
    }
    return text.toString();
  }

  @Test
  void readsTheWaysOfListing() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 1, "A", "B"));
    put(
        "b.json",
        """
        {"_type": "playlist", "id": "anger man Brazil", "title": "anger man Brazil", "entries": [
          {"_type": "url", "id": "C", "url": "https://v.example/C", "duration": 12.5},
          {"_type": "url", "id": "D", "url": "https://v.example/D", "duration": 239.9}]}
        """);
    put("c.json", "[{\"id\": 7, \"duration\": \"5\", \"query\": \"q-disgust\"}]");
    put("q-happiness.csv", "url,duration\nhttps://v.example/E,30\n");
    put("e.csv", "id,query,class,duration,rank,licence\nF,own words,contempt,1,4,CC BY\n");
    VideoPlan plan = plan();
    assertThat(videos(plan))
        .containsExactly(
            "A q-fear 1 []",
            "B q-fear 2 []",
            "C q-anger 1 []",
            "D q-anger 2 []",
            "7 q-disgust 1 []",
            "F own words 4 []",
            "https://v.example/E q-happiness 1 []");
    assertThat(plan.leftOut()).isEmpty();
    assertThat(plan.listed()).isEqualTo(7);
    assertThat(plan.videos().get(0).url()).isEqualTo("https://v.example/A");
    assertThat(plan.videos().get(5).query().label()).isEqualTo("contempt");
  }

  @Test
  void leavesOutWhatTheRulesSay() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 19, "A", "B", "C"));
    put(
        "b.csv",
        """
        id,query,duration,licence
        L,q-fear,240,
        S,q-fear,239,Creative Commons Attribution
        U,q-fear,,Creative Commons Attribution
        N,q-fear,10,
        ,q-fear,10,
        Q,something else,10,
        """);
    PlanRules rules = new PlanRules(20, 240, List.of("creative commons"), PlanRules.Conflict.DROP);
    VideoPlan plan = plan(rules);
    assertThat(videos(plan)).containsExactly("S q-fear 2 []");
    assertThat(leftOut(plan))
        .containsExactly(
            "licence A: its licence is not told",
            "licence B: its licence is not told",
            "rank C: is number 21 of its query's results",
            "length L: lasts 240 s",
            "length U: its length is not told",
            "licence N: its licence is not told",
            "entry : names no video",
            "query Q: its query is not known: '[something else, b]'");
    assertThat(plan.reasons()).containsEntry("licence", 3L).containsEntry("rank", 1L);
    PlanRules any = new PlanRules(30, 0, List.of(), PlanRules.Conflict.DROP);
    assertThat(videos(plan(any))).hasSize(7).contains("U q-fear 3 []", "C q-fear 21 []");
  }

  @Test
  void aVideoOfSeveralQueriesStandsOnceAndOfSeveralClassesNotAtAll() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 1, "A", "B", "C"));
    put("b.jsonl", lines("fear woman Brazil", 1, "B", "A", "D"));
    put("c.jsonl", lines("anger man Brazil", 1, "C", "D", "X"));
    VideoPlan plan = plan();
    assertThat(videos(plan))
        .containsExactly("A q-fear 1 [w-fear]", "B w-fear 1 [q-fear]", "X q-anger 3 []");
    assertThat(leftOut(plan))
        .containsExactly(
            "repeated A: found again by 'fear woman Brazil'",
            "repeated B: found again by 'fear man Brazil'",
            "conflict C: found by 'anger man Brazil' as anger; its classes are [anger, fear]: left"
                + " out",
            "conflict C: found by 'fear man Brazil' as fear; its classes are [anger, fear]: left"
                + " out",
            "conflict D: found by 'anger man Brazil' as anger; its classes are [anger, fear]: left"
                + " out",
            "conflict D: found by 'fear woman Brazil' as fear; its classes are [anger, fear]: left"
                + " out");
    VideoPlan best = plan(new PlanRules(20, 240, List.of(), PlanRules.Conflict.BEST_RANK));
    assertThat(videos(best)).contains("C q-anger 1 [q-fear]", "D q-anger 2 [w-fear]");
    assertThat(leftOut(best))
        .contains(
            "conflict C: found by 'fear man Brazil' as fear; its classes are [anger, fear]: the"
                + " best rank's is kept, anger");
  }

  @Test
  void equalBestRanksOfTwoClassesAreADrawWhateverTheRule() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 2, "A"));
    put("b.jsonl", lines("anger man Brazil", 2, "A"));
    VideoPlan plan = plan(new PlanRules(20, 240, List.of(), PlanRules.Conflict.BEST_RANK));
    assertThat(plan.videos()).isEmpty();
    assertThat(plan.reasons()).containsEntry("conflict", 2L);
  }

  @Test
  void anOddEntryCostsItselfOnly() throws IOException {
    put(
        "q1.json",
        """
        {"title":"fear man Brazil","entries":[null,7,{"id":"A","duration":90},{"id":"B","duration":"3:20"},
         {"id":"C","duration":"long"},{"title":"Videos","entries":[{"id":"D","duration":50}]},
         {"id":"E","duration":"1:00:00"}]}
        """);
    VideoPlan plan = plan();
    assertThat(plan.videos().stream().map(PlannedVideo::video).toList())
        .containsExactly("A", "B", "D");
    assertThat(plan.videos().get(1).seconds()).isEqualTo(200);
    assertThat(plan.leftOut().stream().map(l -> l.code() + ": " + l.reason()).toList())
        .containsExactly(
            "entry: is null: the video could not be listed",
            "entry: is no JSON object",
            "entry: has 'long' where a length in seconds is expected",
            "length: lasts 3600 s");
  }

  @Test
  void damagedAndHostileListingsNeverStopTheOthers() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 1, "A") + "{\"id\": \"B\", \"dur");
    put("b.json", "");
    put("c.csv", "id,query,duration\nC,q-fear,soon\n");
    put("d.csv", "title\nx\n");
    put("e.json", "\"" + "x".repeat(100) + "\"");
    put("f.json", "[".repeat(5000));
    put("notes.txt", "x");
    put("line\nbreak.csv", "id,query,duration\n\"G\nG\",q-fear,3\nH,q-fear,3\n");
    Files.createSymbolicLink(listings.resolve("link.jsonl"), dir.resolve("queries.csv"));
    VideoPlan plan = plan();
    assertThat(videos(plan)).containsExactly("A q-fear 1 []", "H q-fear 2 []");
    assertThat(plan.leftOut()).allMatch(l -> !l.reason().isBlank() && !l.where().isBlank());
    assertThat(leftOut(plan))
        .anyMatch(l -> l.startsWith("entry G\nG: its identifier has control characters"))
        .anyMatch(l -> l.startsWith("entry : is no JSON: Unexpected end"))
        .anyMatch(l -> l.contains("b.json: is empty"))
        .anyMatch(l -> l.equals("entry : has 'soon' where a length in seconds is expected"))
        .anyMatch(l -> l.contains("d.csv line 2: has neither a column id nor url: [title]"))
        .anyMatch(l -> l.equals("entry : is no JSON object"))
        .anyMatch(l -> l.contains("f.json document 1: is no JSON"))
        .anyMatch(l -> l.contains("links are not followed"))
        .anyMatch(l -> l.contains("its name ends in none of"));
    assertThatThrownBy(
            () ->
                VideoPlan.of(
                    List.of(Files.createDirectories(dir.resolve("empty"))),
                    queries,
                    null,
                    PlanRules.DEFAULT,
                    Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("hold no listing");
  }

  @Test
  void aLineThatIsNoJsonCostsItselfOnly() throws IOException {
    String good = lines("fear man Brazil", 1, "A");
    String rest = lines("fear man Brazil", 3, "C");
    Files.write(
        listings.resolve("a.jsonl"),
        (good + "{\"id\": \"B\u00ff\", \n{\"id\": \"\u00ff\"}\n" + rest)
            .getBytes(StandardCharsets.ISO_8859_1));
    VideoPlan plan = plan();
    assertThat(videos(plan)).containsExactly("A q-fear 1 []", "C q-fear 3 []");
    assertThat(plan.leftOut())
        .extracting(VideoPlan.LeftOut::where)
        .containsExactly(
            listings.resolve("a.jsonl") + " line 2", listings.resolve("a.jsonl") + " line 3");
    put("a.jsonl", good.replace(",", ",\n") + rest.replace(",", ",\n"));
    assertThat(videos(plan())).hasSize(2); // documents over several lines, as jq prints them
  }

  @Test
  void writesThePlanAndWhatWasLeftOut() throws IOException {
    put("a.jsonl", lines("fear man Brazil", 20, "=A,", "B"));
    Path file = dir.resolve("plan.csv");
    Path rest = VideoPlan.leftOutFile(file);
    plan().write(file, rest);
    assertThat(Files.readString(file, StandardCharsets.UTF_8).lines())
        .containsExactly(
            "video,url,seconds,class,query_id,query,language,word,place,group,rank,licence,also",
            "\"=A,\",\"https://v.example/=A,\",61,fear,q-fear,fear man"
                + " Brazil,en,fear,BR,man,20,,");
    assertThat(rest).hasFileName("plan.left-out.csv");
    assertThat(Files.readString(rest)).contains("B,").contains(",rank,is number 21");
  }
}
