package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textAndAttributesCannotBecomeMarkup() {
    String hostile = "\"><script>alert('x')</script>&amp;";
    String html = new Html().open("p", "title", hostile).text(hostile).close().toString();
    assertThat(html)
        .doesNotContain("<script")
        .contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;");
  }

  @Test
  void charactersThatCannotBeShownOrTurnTheTextAreReplaced() {
    assertThat(Html.escape("a\0b\u202Ec\u2066d\uD800e\uFFFEf\u0085"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFD");
    assertThat(Html.escape("Freude 喜 😀\n")).isEqualTo("Freude 喜 😀\n");
  }

  @Test
  void whatIsOpenedMustBeClosed() {
    Html html = new Html().open("p");
    assertThatThrownBy(html::toString).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void coordinatesAreShort() {
    assertThat(new Html().empty("line", "x1", 1.0, "x2", 2.346, "y1", -0.001).toString())
        .isEqualTo("<line x1=\"1\" x2=\"2.35\" y1=\"0\"/>");
  }
}
