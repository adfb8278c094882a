package io.selfcure.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordingTest {

  /** A front end of fields and buttons. */
  private static final Wording PAGES =
      new Wording() {
        @Override
        public String setting(Setting s) {
          return "<" + s.name() + (s.value().isEmpty() ? "" : "|" + s.value()) + ">";
        }

        @Override
        public String command(String action, List<Setting> settings) {
          return "["
              + action
              + settings.stream().map(this::setting).collect(Collectors.joining())
              + "]";
        }
      };

  @Test
  void spellsSettingsAndActions() {
    String text = "lower {learning-rate}, raise {margin-1} or set {optimizer=adam}";
    assertThat(PAGES.render(text))
        .isEqualTo("lower <learning-rate>, raise <margin-1> or set <optimizer|adam>");
    assertThat(Wording.NEUTRAL.render(text))
        .isEqualTo("lower learning-rate, raise margin-1 or set optimizer=adam");
    String action = "see {command review export: queue=no-face to}, or {command audit}.";
    assertThat(PAGES.render(action))
        .isEqualTo("see '[review export<queue|no-face><to>]', or '[audit]'.");
    assertThat(Wording.NEUTRAL.render(action))
        .isEqualTo("see 'review export (queue=no-face, to)', or 'audit'.");
  }

  @Test
  void takesAllBehindTheFirstEqualsSignForTheValue() {
    String text = "say it, as in {classes=0=neutral,1=sad}, {command import csv: classes=a=b}";
    assertThat(PAGES.render(text))
        .isEqualTo("say it, as in <classes|0=neutral,1=sad>, '[import csv<classes|a=b>]'");
  }

  @Test
  void leavesAloneWhatIsNoName() {
    for (String text :
        new String[] {"{}", "{ a }", "{A}", "{a b}", "{-a}", "{a-}", "{1}", "{a", "$1"}) {
      assertThat(PAGES.render(text)).isEqualTo(text);
    }
  }

  @Test
  void neverTakesAValueForAName() {
    for (String name : new String[] {"{learning-rate}.csv", "{{to}}", "{{{to}", "{", "a{{b}"}) {
      assertThat(PAGES.render("remove " + Wording.value(name))).isEqualTo("remove " + name);
    }
  }

  @Test
  void errorsNameSettingsOnlyWhereTheSentenceIsOurs() {
    SelfcureException data =
        new DataException("{to}/list.csv", "'{learning-rate}' is not a class", "see {labels}");
    assertThat(data.told(PAGES))
        .isEqualTo("{to}/list.csv: '{learning-rate}' is not a class\n  remedy: see <labels>");
    SelfcureException usage =
        new UsageException("{faces}", "needs {align}: " + Wording.value("{to}"), "");
    assertThat(usage.told(PAGES)).isEqualTo("<faces>: needs <align>: {to}");
    assertThat(usage).hasMessage("faces: needs align: {to}");
    assertThat(usage.problem()).isEqualTo("needs align: {to}");
  }
}
