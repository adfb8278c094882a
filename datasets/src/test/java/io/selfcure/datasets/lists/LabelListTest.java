package io.selfcure.datasets.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.DatasetWriter;
import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Split;
import io.selfcure.core.error.DataException;
import io.selfcure.core.progress.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelListTest {

  private static final String FERPLUS =
      "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

  @TempDir Path dir;
  private Dataset data;

  @BeforeEach
  void threeTrainingSamplesAndOneForValidation() {
    LabelSet classes = LabelSet.of("neutral", "happy", "sad");
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("set"), classes, 1, 1, 1)) {
      for (int i = 0; i < 4; i++) {
        Split split = i < 3 ? Split.TRAIN : Split.VALID;
        String id = "train/x/train_0000" + i + "_aligned.jpg";
        writer.add(
            new Sample(id, "", split, 0, Sample.UNKNOWN, List.of(), "", i, null), new byte[1]);
      }
      data = writer.finish("set", "made here", "free", List.of());
    }
  }

  private List<Integer> read(String text) throws IOException {
    Path list = dir.resolve("list");
    Files.writeString(list, text);
    return LabelList.read(list, data, Progress.NONE).labels();
  }

  @Test
  void readsRafDbsLines() throws IOException {
    String lines = "train_00000.jpg 4\ntrain_00001.jpg 5\r\n\ntrain_00003.jpg 4\ntrain_00002.jpg 7";
    // the validation sample keeps its label
    assertThat(read(lines)).containsExactly(1, 2, 0, 0);
  }

  @Test
  void readsATableOfIdsAndLabels() throws IOException {
    String id = "train/x/train_0000";
    assertThat(
            read(
                "label,note,id\nsad,,%s0_aligned.jpg\nhappy,x,%s1_aligned.jpg\nneutral,,%s2_aligned.jpg\n"
                    .formatted(id, id, id)))
        .containsExactly(2, 1, 0, 0);
  }

  @Test
  void readsTheEncodingThatIsSaid() throws IOException {
    LabelSet classes = LabelSet.of("fr\u00f6hlich", "sad");
    try (DatasetWriter writer = DatasetWriter.packed(dir.resolve("german"), classes, 1, 1, 1)) {
      writer.add(
          new Sample("a", "", Split.TRAIN, 1, Sample.UNKNOWN, List.of(), "", 0, null), new byte[1]);
      data = writer.finish("german", "made here", "free", List.of());
    }
    Path list = dir.resolve("list.csv");
    Files.writeString(list, "id;label\na;fr\u00f6hlich\n", Charset.forName("windows-1252"));
    assertThatThrownBy(() -> LabelList.read(list, data, Progress.NONE))
        .hasMessageContaining("list.csv line 2")
        .hasMessageContaining("is not UTF-8 text");
    assertThat(LabelList.read(list, Charset.forName("windows-1252"), data, Progress.NONE).labels())
        .containsExactly(0);
    Files.writeString(list, "id,label\na,fr\u00f6hlich\n", StandardCharsets.UTF_16);
    assertThat(LabelList.read(list, data, Progress.NONE).labels()).containsExactly(0);
  }

  /** Seven classes in another order than RAF-DB's, ten training samples of each. */
  private Dataset seventy() {
    try (DatasetWriter writer =
        DatasetWriter.packed(dir.resolve("seventy"), LabelSet.BASIC7, 1, 1, 1)) {
      for (int i = 0; i < 70; i++) {
        String id = "train_000" + (10 + i) + ".jpg";
        writer.add(
            new Sample(id, "", Split.TRAIN, i % 7, Sample.UNKNOWN, List.of(), "", i, null),
            new byte[1]);
      }
      return writer.finish("seventy", "made here", "free", List.of());
    }
  }

  /** RAF-DB's numbers from 1 for neutral, happiness, surprise, sadness, anger, disgust, fear. */
  private static final int[] RAF = {7, 4, 1, 5, 6, 3, 2};

  @Test
  void tellsListsThatCountFromZero() throws IOException {
    Dataset set = seventy();
    Path list = dir.resolve("list");
    StringBuilder fromZero = new StringBuilder();
    StringBuilder own = new StringBuilder();
    StringBuilder none = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      int label = i < 20 ? (i + 1) % 7 : i % 7; // 20 labels are wrong
      String name = "train_000" + (10 + i) + ".jpg ";
      fromZero.append(name).append(RAF[label] - 1).append('\n');
      own.append(name).append(label).append('\n');
      none.append(name).append(2 + i / 10 % 3).append('\n');
    }
    for (StringBuilder text : List.of(fromZero, own)) {
      Files.writeString(list, text);
      List<Integer> labels = LabelList.read(list, set, Progress.NONE).labels();
      assertThat(labels.get(0)).isEqualTo(1);
      assertThat(labels.subList(20, 70))
          .isEqualTo(set.samples().subList(20, 70).stream().map(Sample::label).toList());
    }
    Files.writeString(list, none);
    assertThatThrownBy(() -> LabelList.read(list, set, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leaves open what its numbers stand for")
        .hasMessageContaining("RAF-DB's order from 0");
  }

  @Test
  void readsATableOfVotes() throws IOException {
    assertThat(
            read(
                FERPLUS
                    + "Training,a,0,6,0,4,0,0,0,0,0,0\n"
                    + "Training,b,0,0,0,9,1,0,0,0,0,0\n"
                    + "Training,c,9,0,0,1,0,0,0,0,0,0\n"
                    + "PublicTest,d,0,9,0,1,0,0,0,0,0,0\n"))
        .containsExactly(1, 2, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train_00000.jpg 8             | line 1: label '8'
          train_00000.jpg 4;train_00001.jpg 1 | line 2: label '1'
          train_00000.jpg x             | line 1: label 'x'
          train_00009.jpg 4             | line 1: 'train_00009.jpg' is no sample
          train_00000.jpg               | line 1: 'train_00000.jpg' is not
          train_00000.jpg 4             | lacks 2 training samples
          train_00000.jpg 4;train_00001.jpg 4;train_00002.jpg 7;train_00000.jpg 5 | line 4: gives sample 'train/x/train_00000_aligned.jpg' the label 'sad', but
          id,label;train/x/train_00000_aligned.jpg,sad;train/x/train_00000_aligned.jpg,happy | line 3: gives sample
          id,label;nobody,sad           | line 2: 'nobody' is no sample
          id,label;train/x/train_00000_aligned.jpg,glad | line 2: label 'glad' is no class
          id,mark;train/x/train_00000_aligned.jpg,sad | no column 'label'
          """)
  void refusesWhatDoesNotBelong(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("remedy");
  }

  @Test
  void refusesVotesWithoutAWinner() {
    assertThatThrownBy(() -> read(FERPLUS + "Training,a,0,5,0,5,0,0,0,0,0,0\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("no label");
  }

  @Test
  void answersAnyBytes() throws IOException {
    Random random = new Random(1);
    byte[] start =
        "id,label\ntrain/x/train_00000_aligned.jpg,sad\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = start.clone();
      for (int k = 0; k < 1 + random.nextInt(4); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Path list = dir.resolve("hostile");
      Files.write(list, bytes);
      // always incomplete, so always refused, and never otherwise than so
      assertThatThrownBy(() -> LabelList.read(list, data, Progress.NONE))
          .isInstanceOf(DataException.class);
    }
  }
}
