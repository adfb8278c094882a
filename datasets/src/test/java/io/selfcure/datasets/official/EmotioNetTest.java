package io.selfcure.datasets.official;

import static io.selfcure.datasets.intake.Fixture.rows;
import static io.selfcure.datasets.intake.Fixture.says;
import static io.selfcure.datasets.intake.Fixture.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.error.DataException;
import io.selfcure.core.error.UsageException;
import io.selfcure.datasets.intake.Choices;
import io.selfcure.datasets.intake.Fixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotioNetTest {

  private static final Choices ALL_TRAIN = new Choices(null, null, 0.0, 0, 1);
  private static final String SITE = "'http://a.example/photos/";

  @TempDir Path dir;
  private Fixture set;

  @BeforeEach
  void start() {
    set = new Fixture(dir);
  }

  private static byte[] sheet(List<List<Object>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("Sheet1");
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < rows.get(r).size(); c++) {
          Object cell = rows.get(r).get(c);
          if (cell instanceof Integer number) {
            sheet.value(r, c, number);
          } else {
            sheet.value(r, c, cell.toString());
          }
        }
      }
    }
    return out.toByteArray();
  }

  private static String categories(String separator, String... rows) {
    String names = String.join(separator, EmotioNet.CATEGORIES.names());
    String header = "URL" + separator + "URL orig" + separator + names;
    return header + "\n" + String.join("\n", rows) + "\n";
  }

  private static String category(String separator, String url, int present, String absent) {
    StringBuilder row = new StringBuilder(url + separator + "x");
    for (int c = 0; c < 16; c++) {
      row.append(separator).append(c == present ? "1.0" : absent);
    }
    return row.toString();
  }

  @Test
  void listsMayComeBackFromASpreadsheet() {
    set.faces("1.jpg", "2.jpg")
        .text(
            "list.csv",
            categories(
                ";",
                category(";", "http://a.example/1.jpg", 2, "0"),
                category(";", "http://a.example/2.jpg", 11, "nan"),
                category(";", "http://a.example/1.jpg", 2, "0")));
    Dataset data = set.run(new EmotioNet(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data)).containsExactly("1.jpg train angry", "2.jpg train happy");
    assertThat(skipped(data)).containsExactly("1.jpg,is listed again with the same label");
    set.text(
        "list.csv",
        categories(
            ",",
            category(",", "http://a.example/1.jpg", 2, "0"),
            category(",", "http://b.example/1.jpg", 11, "0")));
    assertThatThrownBy(() -> set.run(new EmotioNet(), ALL_TRAIN, Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lists 1.jpg with two labels, 'angry' and 'happy'");
  }

  /** Header cells and URLs hold quotes and blanks, as in the official sheets. */
  @Test
  void handLabelledUnitsComeFromSheetOrTable() throws IOException {
    set.faces("pictures/1.jpg", "pictures/b c.jpg", "pictures/3.jpg")
        .file(
            "units.xlsx",
            sheet(
                List.of(
                    List.of("URL", "URL orig", " 'AU 1'", "'AU 12' ", "'AU 60'"),
                    List.of(SITE + "1.jpg' ", "x", 0, 1, 999),
                    List.of(SITE + "b%20c.jpg'", "x", 1, 0, 0),
                    List.of(SITE + "3.jpg?size=big'", "x", 0, 999, 0),
                    List.of(SITE + "gone.jpg'", "x", 0, 0, 0))));
    Dataset data = set.run(new EmotioNet(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data))
        .containsExactly(
            "pictures/1.jpg train ?", "pictures/b c.jpg train ?", "pictures/3.jpg train ?");
    assertThat(says(data, "pictures/1.jpg"))
        .isEqualTo(
            "{\"action-units\":{\"12\":1},\"action-units-unknown\":[60],"
                + "\"url\":\"http://a.example/photos/1.jpg\"}");
    assertThat(skipped(data))
        .containsExactly("http://a.example/photos/gone.jpg,no picture of that name is here");
    Dataset smiles = set.run(new EmotioNet(), ALL_TRAIN, Map.of("au", "12")).data();
    assertThat(rows(smiles))
        .containsExactly("pictures/1.jpg train AU12 present", "pictures/b c.jpg train AU12 absent");
    set.text("units.csv", "URL,URL orig,'AU 1','AU 12'\n'http://a.example/1.jpg',x,1,0\n");
    Dataset table =
        set.run(
                new EmotioNet(),
                ALL_TRAIN,
                Map.of("list", set.root().resolve("units.csv").toString()))
            .data();
    assertThat(says(table, "pictures/1.jpg")).contains("\"action-units\":{\"1\":1}");
  }

  private static String automatic(String url, int present) {
    return url
        + "\torig\t"
        + IntStream.rangeClosed(1, 60)
            .mapToObj(u -> u == present ? "1" : u == 60 ? "999" : "0")
            .collect(Collectors.joining("\t"))
        + "\n";
  }

  @Test
  void automaticUnitsHaveNoHeader() {
    set.faces("1.jpg", "2.jpg")
        .text("part1.txt", automatic("http://a.example/1.jpg", 6))
        .text("part2.txt", automatic("http://a.example/2.jpg", 12));
    Dataset data = set.run(new EmotioNet(), ALL_TRAIN, Map.of("au", "6")).data();
    assertThat(rows(data)).containsExactly("1.jpg train AU6 present", "2.jpg train AU6 absent");
    assertThat(says(data, "2.jpg")).contains("{\"12\":1}", "[60]");
    assertThatThrownBy(() -> set.run(new EmotioNet(), ALL_TRAIN, Map.of("au", "x")))
        .isInstanceOf(UsageException.class);
    set.text("part2.txt", automatic("http://a.example/2.jpg", 12).replace("999", "maybe"));
    assertThatThrownBy(() -> set.run(new EmotioNet(), ALL_TRAIN, Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("part2.txt line 1")
        .hasMessageContaining("'maybe' in column 62");
  }

  private static List<Object> header() {
    List<Object> header = new java.util.ArrayList<>(List.of("URL", "orig URL"));
    EmotioNet.CATEGORIES.names().forEach(n -> header.add(n.replace(' ', '_')));
    return header;
  }

  private static List<Object> category(String url, int... present) {
    List<Object> cells = new java.util.ArrayList<>(List.of(url, "x"));
    for (int c = 0; c < 16; c++) {
      int column = c;
      cells.add(IntStream.of(present).anyMatch(p -> p == column) ? 1 : c % 2 == 0 ? 0 : -1);
    }
    return cells;
  }

  @Test
  void categoriesNeedExactlyOne() throws IOException {
    List<Object> header = header();
    set.faces("1.jpg", "2.jpg", "3.jpg", "4.jpg")
        .file(
            "categories.xlsx",
            sheet(
                List.of(
                    header,
                    category("http://a.example/1.jpg", 11),
                    category("http://a.example/2.jpg", 10),
                    category("http://a.example/3.jpg"),
                    category("http://a.example/4.jpg", 1, 2))));
    Dataset data = set.run(new EmotioNet(), ALL_TRAIN, Map.of()).data();
    assertThat(rows(data)).containsExactly("1.jpg train happy", "2.jpg train happily surprised");
    assertThat(skipped(data)).hasSize(2).allMatch(l -> l.contains("not exactly one category"));
    Choices compound = new Choices("compound11", null, 0.0, 0, 1);
    assertThat(rows(set.run(new EmotioNet(), compound, Map.of()).data()))
        .containsExactly("2.jpg train happily surprised");
    assertThatThrownBy(() -> set.run(new EmotioNet(), ALL_TRAIN, Map.of("au", "1")))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void refusesOtherListsAndDamagedSheets() throws IOException {
    byte[] good = sheet(List.of(header()));
    set.face("1.jpg")
        .text("other.txt", "a\tb\n")
        .file("cut.xlsx", java.util.Arrays.copyOf(good, good.length / 2))
        .text("text.xlsx", "no sheet");
    assertThatThrownBy(() -> set.run(new EmotioNet()))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("add list FILE");
    for (String name : List.of("other.txt", "cut.xlsx", "text.xlsx")) {
      Map<String, String> list = Map.of("list", set.root().resolve(name).toString());
      assertThatThrownBy(() -> set.run(new EmotioNet(), ALL_TRAIN, list))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void measuresWhatASheetUnpacksToAndNotWhatItSaysOfItself() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      zip.write(new byte[1 << 20]);
      zip.closeEntry();
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = tail.getInt(bytes.length - 6);
    assertThat(tail.getInt(directory + 24)).isEqualTo(1 << 20);
    tail.putInt(directory + 24, 100); // its size, unpacked, as it says
    Path file = Files.write(dir.resolve("bomb.xlsx"), bytes);
    UrlTable.requireModest(file, 1 << 20);
    assertThatThrownBy(() -> UrlTable.requireModest(file, (1 << 20) - 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bomb.xlsx: unpacks to more than 1048575 bytes");
  }
}
