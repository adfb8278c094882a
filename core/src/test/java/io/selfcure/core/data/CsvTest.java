package io.selfcure.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfcure.core.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CsvInput} and {@link CsvOutput}, the one way in and the one way out. */
class CsvTest {

  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("table.csv"), text);
  }

  private static List<List<String>> rows(CsvInput csv) {
    List<List<String>> rows = new ArrayList<>();
    for (CsvInput.Row r = csv.next(); r != null; r = csv.next()) {
      rows.add(r.cells());
    }
    return rows;
  }

  private static List<List<String>> rows(Path file, CsvLayout layout) {
    try (CsvInput csv = new CsvInput(file, layout)) {
      return rows(csv);
    }
  }

  private static List<List<String>> rows(Path file) {
    return rows(file, CsvLayout.STANDARD);
  }

  @Test
  void refusesTextThatIsNotUtf8WithItsLine() throws IOException {
    Path latin = dir.resolve("latin.csv");
    String text = "path,label\na.png,pr\u00e9cis\nb.png,pr\u00e8cis\n";
    Files.write(latin, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> rows(latin))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("latin.csv line 2: is not UTF-8 text: byte 0xE9")
        .hasMessageContaining("remedy: save the file as UTF-8");
    Files.writeString(latin, text);
    assertThat(rows(latin))
        .containsExactly(List.of("a.png", "pr\u00e9cis"), List.of("b.png", "pr\u00e8cis"));
  }

  @Test
  void tellsTheLineOfAMalformedByteFarIntoATable() throws IOException {
    Path far = dir.resolve("far.csv");
    String rows = "x\r\n" + "some text of a row\r\n".repeat(99_998);
    byte[] bytes = (rows + "\u00fc\r\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(far, bytes);
    assertThatThrownBy(() -> rows(far)).hasMessageContaining("far.csv line 100000: is not UTF-8");
  }

  @Test
  void refusesTextThatEndsWithinACharacter() throws IOException {
    Path cut = dir.resolve("cut.csv");
    byte[] whole = "a\nb\u20ac".getBytes(StandardCharsets.UTF_8);
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> rows(cut)).hasMessageContaining("cut.csv line 2: is not UTF-8");
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    assertThat(rows(file("\uFEFFa,b\n1,2\n"))).containsExactly(List.of("1", "2"));
    try (CsvInput csv = new CsvInput(file("\uFEFFa,b\n"))) {
      assertThat(csv.header()).containsExactly("a", "b");
    }
    assertThat(Lines.all(file("\uFEFFa\n\uFEFFb"))).containsExactly("a", "\uFEFFb");
  }

  @Test
  void readsOtherLayouts() throws IOException {
    CsvLayout semicolons = CsvLayout.STANDARD.separatedBy(';');
    assertThat(rows(file("a;b\n1,5;2\n"), semicolons)).containsExactly(List.of("1,5", "2"));
    CsvLayout bare = CsvLayout.STANDARD.with(CsvLayout.Header.NONE);
    assertThat(rows(file("1,2\n3\n"), bare)).containsExactly(List.of("1", "2"), List.of("3"));
    CsvLayout anyCase = CsvLayout.STANDARD.with(CsvLayout.Header.NAMES_OF_ANY_CASE);
    try (CsvInput csv = new CsvInput(file("Usage, Image name\nx,y\n"), anyCase)) {
      assertThat(csv.column("image NAME")).isEqualTo(1);
      assertThat(csv.next()).isEqualTo(new CsvInput.Row(csv.place(), 0, List.of("x", "y")));
      assertThat(csv.place()).endsWith("table.csv line 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void tellsAnEncodingByItsByteOrderMark(String encoding) throws IOException {
    Path table = dir.resolve("marked.csv");
    byte[] bytes = "\uFEFFpath;label\r\na.png;pr\u00e9cis\r\n".getBytes(encoding);
    Files.write(table, bytes);
    try (CsvInput csv = new CsvInput(table, CsvLayout.ANYONES)) {
      assertThat(csv.header()).containsExactly("path", "label");
      assertThat(rows(csv)).containsExactly(List.of("a.png", "pr\u00e9cis"));
      assertThat(csv.reading())
          .isEqualTo(
              (encoding.equals("UTF-8") ? "" : "text is " + encoding + ", ")
                  + "cells are separated by semicolons");
    }
    Files.write(table, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    if (!encoding.equals("UTF-8")) {
      assertThatThrownBy(() -> rows(table, CsvLayout.ANYONES))
          .hasMessageContaining("marked.csv line 3: is not " + encoding);
    }
  }

  @Test
  void readsAnEncodingThatIsSaid() throws IOException {
    Path latin = dir.resolve("latin.csv");
    Files.write(latin, "a,b\n\u00fc,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    for (String name : List.of("latin-1", "Windows-1252", "ansi")) {
      assertThat(rows(latin, CsvLayout.ANYONES.in(TextReader.encoding(name, "{encoding}"))))
          .containsExactly(List.of("\u00fc", "\u00e9"));
    }
    assertThatThrownBy(() -> TextReader.encoding("klingon", "{encoding}"))
        .hasMessageContaining("encoding: 'klingon' is not an encoding");
    Files.write(latin, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> rows(latin, CsvLayout.ANYONES)).hasMessageContaining("zero bytes");
  }

  @Test
  void tellsSeparatorsByTheHeader() throws IOException {
    assertThat(rows(file("a;b\n1,5;2\n"), CsvLayout.ANYONES)).containsExactly(List.of("1,5", "2"));
    assertThat(rows(file("a\tb, or c\n1\t2\n"), CsvLayout.ANYONES))
        .as("all rows have one tab")
        .containsExactly(List.of("1", "2"));
    assertThat(rows(file("\"a;b\",c\n1,2\n;,\n"), CsvLayout.ANYONES))
        .containsExactly(List.of("1", "2"), List.of(";", ""));
    assertThat(rows(file("a,b,,\n1,2,,,\n,,,\n\n3,4,,\n"), CsvLayout.ANYONES))
        .as("what a spreadsheet leaves at the right and below")
        .containsExactly(List.of("1", "2", "", ""), List.of("3", "4", "", ""));
    assertThat(rows(file("a\n1\n"), CsvLayout.ANYONES)).containsExactly(List.of("1"));
  }

  @Test
  void saysWhatIsWrongWithAHeader() throws IOException {
    try (CsvInput csv = new CsvInput(file("id;label\n1;2\n"))) {
      assertThatThrownBy(() -> csv.column("id"))
          .hasMessageContaining("has no column 'id': its header is the one cell 'id;label'")
          .hasMessageContaining("remedy: save it with commas")
          .hasMessageContaining("separated by semicolons");
    }
    try (CsvInput csv = new CsvInput(file("id,label\n1,2\n"))) {
      assertThatThrownBy(() -> csv.column("path"))
          .hasMessageContaining("has no column 'path': its columns are 'id', 'label'");
    }
  }

  @Test
  void refusesARowOfAnotherLength() throws IOException {
    for (String row : List.of("1", "1,2,3")) {
      assertThatThrownBy(() -> rows(file("a,b\n\n" + row + "\n")))
          .hasMessageContaining(
              "line 3: has " + row.split(",", -1).length + " cells, the header has 2");
    }
  }

  @Test
  void refusesACellThatIsTooLongNamingTheLimit() throws IOException {
    String longest = "x".repeat(CsvInput.LONGEST_CELL);
    assertThat(rows(file("a,b\n1," + longest + "\n"))).containsExactly(List.of("1", longest));
    for (String cell :
        List.of(longest + "x", "\"" + longest.repeat(12) + "\"", "\"" + longest.repeat(20))) {
      assertThatThrownBy(() -> rows(file("a,b\n1,2\n3," + cell + "\n")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("table.csv after line 2")
          .hasMessageContaining("line 3")
          .hasMessageMatching("(?s).*(" + CsvInput.LONGEST_CELL + "|16777216).*");
    }
  }

  @Test
  void neverWritesACellThatItWouldRefuse() throws IOException {
    Path to = dir.resolve("out.csv");
    try (CsvOutput csv = new CsvOutput(to, List.of("a"))) {
      assertThatThrownBy(() -> csv.add("x".repeat(CsvInput.LONGEST_CELL + 1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(CsvInput.LONGEST_CELL + " characters");
    }
  }

  @Test
  void keepsSpreadsheetsFromRunningTexts() throws IOException {
    List<String> formulas =
        List.of(
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\uFF1D1+1",
            "=",
            "-",
            "-x.jpg",
            "--5",
            "+-1",
            "-1-1",
            "-e5",
            "-0x10",
            "-Infinity+1");
    List<String> numbers =
        List.of("-0.5", "-1", "+1", "-1.0E-4", "-1e+9", "-.5", "-0", "-Infinity", "NaN", "0.25");
    Path to = dir.resolve("people.csv");
    try (CsvOutput csv = new CsvOutput(to, List.of("=name", "text"))) {
      formulas.forEach(f -> csv.add("row", f));
      numbers.forEach(n -> csv.add("row", n));
    }
    List<List<String>> raw = rows(to, CsvLayout.EXACT.with(CsvLayout.Header.NONE));
    assertThat(raw.get(0).get(0)).isEqualTo("'=name");
    for (int i = 0; i < formulas.size(); i++) {
      assertThat(raw.get(1 + i).get(1)).isEqualTo("'" + formulas.get(i));
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(raw.get(1 + formulas.size() + i).get(1)).isEqualTo(numbers.get(i));
    }
    assertThat(rows(to).stream().map(r -> r.get(1)).toList())
        .containsExactlyElementsOf(Stream.concat(formulas.stream(), numbers.stream()).toList());
  }

  @Test
  void leavesTextsThatNoSpreadsheetRuns() {
    for (String text :
        List.of("", "'", "''", "'tis", "a=b", " =1", "1-1", "(x)", "'n", "\u00e9=")) {
      assertThat(Formulas.guard(text)).isEqualTo(text);
      assertThat(Formulas.bare(text)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsBackWhatItWrites(boolean guarded) {
    CsvLayout layout = guarded ? CsvLayout.STANDARD : CsvLayout.EXACT;
    Random random = new Random(7);
    String[] parts = {
      "",
      "a",
      ",",
      "\"",
      "\n",
      "\r",
      "\r\n",
      " ",
      "'",
      "=",
      "-1.5",
      "\u00e9",
      "\ud83d\ude00",
      "\t",
      "+",
      "@",
      "'-",
      "\uFF20"
    };
    for (int table = 0; table < 500; table++) {
      int columns = 2 + random.nextInt(2); // a row of one empty cell is an empty line
      List<String> header = List.of("c0", "c1", "c2").subList(0, columns);
      List<List<String>> cells = new ArrayList<>();
      for (int r = random.nextInt(5); r > 0; r--) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          StringBuilder cell = new StringBuilder();
          for (int p = random.nextInt(4); p > 0; p--) {
            cell.append(parts[random.nextInt(parts.length)]);
          }
          row.add(cell.toString());
        }
        cells.add(row);
      }
      Path to = dir.resolve("random.csv");
      try (CsvOutput csv = new CsvOutput(to, layout, header)) {
        cells.forEach(csv::add);
      }
      assertThat(rows(to, layout)).isEqualTo(cells);
    }
  }
}
