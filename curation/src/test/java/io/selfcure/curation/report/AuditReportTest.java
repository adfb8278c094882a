package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.Wording;
import io.selfcure.core.pictures.FaceLooks;
import io.selfcure.core.pictures.PictureChecks;
import io.selfcure.core.pictures.PictureChecks.Group;
import io.selfcure.curation.audit.Audit;
import io.selfcure.curation.audit.AuditInput;
import io.selfcure.curation.audit.AuditRules;
import io.selfcure.curation.audit.Scoring;
import io.selfcure.curation.audit.Truth;
import io.selfcure.curation.run.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditReportTest {

  private static final String PIXEL = "data:image/jpeg;base64,AAAA";
  private static final LabelSet CLASSES = LabelSet.of("joy", "fear", RunFixture.HOSTILE);
  private static final List<Doubt> DOUBTS =
      List.of(new Doubt("the network guesses <it>", "train it", true));
  private static final Map<String, String> ORIGIN = Map.of("data-name", RunFixture.HOSTILE);

  /** 40 labels "fear" on pictures of joy, 10 right ones each of joy and fear, an ambiguous one. */
  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 61; i++) {
      int given = i < 40 || i >= 50 ? 1 : 0;
      int truth = i < 50 ? 0 : 1;
      samples.add(Sample.of("<s" + i + ">", "#" + i, Split.TRAIN, given).relabelled(given, truth));
    }
    return samples;
  }

  private static float[] probabilities() {
    float[] p = new float[61 * 3];
    for (int i = 0; i < 61; i++) {
      boolean joy = i < 50;
      p[3 * i] = i == 60 ? 0.45f : joy ? 0.98f : 0.01f;
      p[3 * i + 1] = i == 60 ? 0.5f : joy ? 0.01f : 0.98f;
      p[3 * i + 2] = i == 60 ? 0.05f : 0.01f;
    }
    return p;
  }

  private static Audit audit(PictureChecks pictures) {
    return Audit.of(
        new AuditInput(CLASSES, samples(), probabilities(), null), AuditRules.DEFAULT, pictures);
  }

  private static PictureChecks pictures() {
    List<Sample> s = samples();
    Sample other = Sample.of("other", "#99", Split.VALID, 0);
    return new PictureChecks(
        Map.of("<s49>", "blank: nothing"),
        List.of(
            new Group(List.of(s.get(50), other)),
            new Group(List.of(s.get(48), s.get(51))),
            new Group(List.of(s.get(52), s.get(53)))));
  }

  private static AuditReport.Gallery gallery(Faces.Album album) {
    return new AuditReport.Gallery(album, 38);
  }

  private static String section(String html, String id) {
    String rest = html.substring(html.indexOf("<section id=\"" + id + "\""));
    return rest.substring(0, rest.indexOf("</section>"));
  }

  @Test
  void showsTheWorstOfEachQueueWithWhatIsBelieved() throws Exception {
    String html =
        new AuditReport(
                audit(pictures()), pictures(), ORIGIN, DOUBTS, 3, null, gallery(id -> PIXEL))
            .html(Wording.NEUTRAL);
    Pages.checked(html);
    assertThat(html)
        .contains("40 of 61 labels look wrong (65.6\u00a0%). 40 of them are sure enough")
        .contains("1 more is ambiguous, and 1 picture is blank.")
        .contains("More than half of the labels of fear look wrong.")
        .contains("What speaks against this audit: the network guesses &lt;it&gt;.")
        .contains("Remedy: train it.")
        .doesNotContain("Against the truth");
    String wrong = section(html, "mislabelled");
    assertThat(wrong)
        .contains("The worst 38 of 40 (", "sure 0.99", "given", "cured")
        .contains("<summary>Number 37 to 38</summary>")
        .contains("joy rather than fear: 0.98 to 0.01");
    assertThat(wrong.split(PIXEL, -1)).hasSize(39);
    assertThat(section(html, "ambiguous"))
        .contains("All 1.", "--share:50%", "50\u00a0%", "45\u00a0%")
        .doesNotContain(">5\u00a0%<");
    assertThat(section(html, "bad-image"))
        .contains("3 more were left out", "All 1.", "blank: nothing")
        .doesNotContain("twin of other");
    assertThat(section(html, "twins"))
        .contains("3 groups", "2 of them have different labels; 1 lies in more than one split")
        .containsSubsequence("across splits", "other", "within a split", "&lt;s48&gt;")
        .doesNotContain("&lt;s52&gt;");
    // all of joy that is labelled: 40 as fear and 10 as joy
    assertThat(section(html, "classes")).contains("joy labelled as fear: 40", "80\u00a0%");
  }

  @Test
  void countsAFaultyPictureOnce() throws Exception {
    Map<String, Double> sureness =
        Map.of("<s0>", 0.1, "<s50>", 0.1, "<s54>", 0.1, "<s60>", 0.2, "<s55>", 0.9);
    PictureChecks looked = pictures().with(new FaceLooks("a detector", sureness, 2));
    String html =
        new AuditReport(audit(looked), looked, ORIGIN, DOUBTS, 3, null, null).html(Wording.NEUTRAL);
    assertThat(html)
        .as("of four without a face one is mislabelled")
        .contains(
            "0 more are ambiguous, and 1 picture is blank; on 3 more no face was found; for faces 2 pictures are too small, below 48"
                + " pixels.");
  }

  @Test
  void showsHowWellItDidWhereTheTruthIsKnown() throws Exception {
    Audit audit = audit(pictures());
    Scoring scoring = Scoring.of(audit, Truth.of(samples()), null);
    String html =
        new AuditReport(audit, pictures(), ORIGIN, List.of(), 0, scoring, gallery(id -> PIXEL))
            .html(Wording.NEUTRAL);
    Pages.checked(html);
    assertThat(html)
        .contains("By the known truth 40 of 61 are wrong (65.6\u00a0%).")
        .contains("wrong among the first 42 of the list")
        .contains("The score that finds them best is selfcure, with AUROC 1.000.");
    assertThat(section(html, "truth"))
        .contains("<th scope=\"row\">loss</th><td>1.000</td><td>1.000</td><td>100.0\u00a0%</td>")
        .contains("<title>selfcure at 100.0\u00a0%: 65.6\u00a0%</title>")
        .contains("<td>40 (100.0\u00a0%)</td>");
    assertThat(section(html, "mislabelled")).contains("face wrong", "✗ fear");
  }

  @Test
  void goesWithoutPicturesWhereThereAreNoneOrNoneAreWanted() throws Exception {
    String none =
        new AuditReport(audit(pictures()), pictures(), ORIGIN, List.of(), 0, null, null)
            .html(Wording.NEUTRAL);
    Pages.checked(none);
    assertThat(none).doesNotContain("<img").contains("This page shows no pictures.");
    String lost =
        new AuditReport(
                audit(pictures()),
                pictures(),
                ORIGIN,
                List.of(),
                0,
                null,
                gallery(
                    id -> {
                      throw new DataException(id, "is gone", "restore it");
                    }))
            .html(Wording.NEUTRAL);
    Pages.checked(lost);
    assertThat(lost).contains("no picture");
  }
}
