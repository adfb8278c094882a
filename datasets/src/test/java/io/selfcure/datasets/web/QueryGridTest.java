package io.selfcure.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryGridTest {

  private static final String LIST =
      """
      format: 1
      patterns: {en: "{word} {group} {place}", de: "{place}: {word}"}
      words:
        happiness: {en: [happy, glad], de: [froh]}
        anger: {en: [angry]}
      groups: [{en: man, de: Mann}, {en: woman, de: Frau}]
      places: {NO: {en: Norway, de: Norwegen}, SE: {en: Sweden, de: Schweden}}
      """;

  @TempDir Path dir;

  private Words words(String text) throws IOException {
    return Words.read(Files.writeString(dir.resolve("words.yaml"), text));
  }

  private static List<String> texts(List<Query> queries) {
    return queries.stream().map(q -> q.id() + " " + q.label() + " " + q.text()).toList();
  }

  @Test
  void combinesInTheOrderOfTheList() throws IOException {
    List<Query> all = QueryGrid.all(words(LIST), Set.of(), Set.of());
    assertThat(texts(all))
        .containsExactly(
            "q1 happiness happy man Norway",
            "q2 happiness happy woman Norway",
            "q3 happiness happy man Sweden",
            "q4 happiness happy woman Sweden",
            "q5 happiness glad man Norway",
            "q6 happiness glad woman Norway",
            "q7 happiness glad man Sweden",
            "q8 happiness glad woman Sweden",
            "q9 happiness Norwegen: froh",
            "q10 happiness Norwegen: froh",
            "q11 happiness Schweden: froh",
            "q12 happiness Schweden: froh",
            "q13 anger angry man Norway",
            "q14 anger angry woman Norway",
            "q15 anger angry man Sweden",
            "q16 anger angry woman Sweden");
    assertThat(texts(QueryGrid.all(words(LIST), Set.of("en"), Set.of("SE"))))
        .as("a query keeps its identifier in a narrower grid")
        .containsExactly(
            "q3 happiness happy man Sweden",
            "q4 happiness happy woman Sweden",
            "q7 happiness glad man Sweden",
            "q8 happiness glad woman Sweden",
            "q15 anger angry man Sweden",
            "q16 anger angry woman Sweden");
    assertThatThrownBy(() -> QueryGrid.all(words(LIST), Set.of("fr"), Set.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("languages: 'fr' is not in the list")
        .hasMessageContaining("en, de");
  }

  @Test
  void theBuiltInListHasThePapersGrid() {
    Words words = Words.builtIn();
    List<Query> all = QueryGrid.all(words, Set.of(), Set.of());
    long english = all.stream().filter(q -> q.language().equals("en")).count();
    assertThat(english).as("40 words x 45 places x 6 groups").isEqualTo(40 * 45 * 6);
    assertThat(words.patterns().keySet()).containsExactly("en", "zh", "es", "de", "fr");
    for (String language : words.patterns().keySet()) {
      for (String label : LabelSet.FERPLUS8.names()) {
        assertThat(words.words(label, language)).as(label + " " + language).hasSizeBetween(4, 5);
      }
    }
    assertThat(all.stream().map(Query::id)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Query::text))
        .noneMatch(t -> t.contains("{") || t.contains("null") || !t.equals(t.strip()));
    Map<String, Set<String>> classes =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    q -> q.text().toLowerCase(java.util.Locale.ROOT),
                    Collectors.mapping(Query::label, Collectors.toSet())));
    assertThat(classes.values()).as("no text has two classes").allMatch(c -> c.size() == 1);
  }

  @Test
  void aSampleIsBalancedRepeatableAndInOrder() {
    List<Query> all = QueryGrid.all(Words.builtIn(), Set.of(), Set.of());
    List<Query> some = QueryGrid.sample(all, 804, 7);
    assertThat(some).hasSize(804).isSubsetOf(all);
    assertThat(some).isEqualTo(QueryGrid.sample(all, 804, 7));
    assertThat(some).isNotEqualTo(QueryGrid.sample(all, 804, 8));
    Map<String, Long> counts =
        some.stream().collect(Collectors.groupingBy(Query::label, Collectors.counting()));
    assertThat(counts.values()).allMatch(n -> n == 100 || n == 101);
    List<Integer> places = some.stream().map(all::indexOf).toList();
    assertThat(places).isSorted();
    assertThat(new HashSet<>(some.stream().map(Query::language).toList())).hasSize(5);
    assertThat(QueryGrid.sample(all, Integer.MAX_VALUE, 1)).isEqualTo(all);
    assertThatThrownBy(() -> QueryGrid.sample(all, 0, 1)).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'2 10 10', 12, '2 5 5'",
    "'10 10 10', 10, '4 3 3'",
    "'0 1 100', 50, '0 1 49'",
    "'3 3', 100, '3 3'",
    "'5 5 5', 1, '1 0 0'"
  })
  void quotasAreAsEvenAsCanBe(String sizes, int limit, String quotas) {
    int[] given =
        java.util.Arrays.stream(sizes.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    assertThat(QueryGrid.quotas(given, limit))
        .containsExactly(
            java.util.Arrays.stream(quotas.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "format: 1 | format: 2 | has format 2",
        "anger: | angry: | did you mean anger?",
        "anger: | boredom: | 'boredom' is no class; classes are",
        "[angry] | [angry, happy] | 'happy' stands under happiness and under anger",
        "[angry] | ['a\tb'] | is no word",
        "[angry] | [] , fr: [furieux] | language 'fr', patterns have not",
        "SE: {en: Sweden, de: Schweden} | SE: {en: Sweden} | place SE has no name in de",
        "{place}: {word} | {place} | has no {word}",
        "format: 1 | formt: 1 | is no list of words",
        "[angry] | [null] | is no list of words",
        "groups: [{en: man, de: Mann}, {en: woman, de: Frau}] | groups: [] | lacks patterns",
      })
  void aWrongListIsRefused(String from, String to, String problem) {
    assertThat(LIST).contains(from);
    assertThatThrownBy(() -> words(LIST.replace(from, to)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("remedy: see docs/formats/webemotion.md");
  }

  @ParameterizedTest
  @CsvSource({"queries.csv", "queries.json"})
  void aTableIsReadAsItWasWritten(String name) throws IOException {
    List<Query> all = QueryGrid.all(words(LIST), Set.of(), Set.of());
    Path file = dir.resolve(name);
    Queries.write(file, all);
    Queries read = Queries.read(file);
    assertThat(read.find("q14")).isEqualTo(all.get(13));
    assertThat(read.find(" Angry  WOMAN norway")).isEqualTo(all.get(13));
    assertThat(read.find("angry cat")).isNull();
  }

  @Test
  void aTextOfTwoClassesNamesNone() throws IOException {
    String header = String.join(",", Query.COLUMNS) + "\n";
    Path file = dir.resolve("queries.csv");
    Files.writeString(file, header + "a,anger,en,x,,,Mad\nb,fear,en,x,,,mad\nc,fear,en,x,,,c\n");
    Queries read = Queries.read(file);
    assertThat(read.find("mad")).isNull();
    assertThat(read.find("a")).isNotNull();
    assertThat(read.find("c")).isNotNull();
    Files.writeString(file, header + "a,joy,en,x,,,Mad\n");
    assertThatThrownBy(() -> Queries.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2: has the class 'joy'");
    Files.writeString(file, header + "a,anger,en,x,,,Mad\na,anger,en,x,,,Bad\n");
    assertThatThrownBy(() -> Queries.read(file)).hasMessageContaining("names the query 'a' again");
    Files.writeString(file, header);
    assertThatThrownBy(() -> Queries.read(file)).hasMessageContaining("has no query");
  }
}
