package dev.sluice.jobs.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.cli.SluiceCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What {@code ./sluice backtest --out} writes, read by parsers of other people. */
class ReportITCase {
  /** Nothing in a page may become an element by its name. */
  private static final String NASTY = "<script>alert('x')</script>&\"\u0001";

  @TempDir private Path directory;

  /** Closes go up and down, so that averages of 2 and 4 cross. */
  private Path days(String... symbols) throws IOException {
    StringBuilder rows = new StringBuilder("symbol,date,open,high,low,close,volume\n");
    LocalDate date = LocalDate.of(2023, 1, 3);
    for (int day = 0; day < 60; date = date.plusDays(1)) {
      if (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
        continue;
      }
      for (int i = 0; i < symbols.length; i++) {
        double close = 50 + 10 * i + 8 * Math.rint(4 * Math.sin(day / (3.0 + i))) / 4;
        rows.append('"').append(symbols[i].replace("\"", "\"\"")).append('"');
        rows.append(
            ",%s,%s,%s,%s,%s,1000%n".formatted(date, close, close + 1, close - 1, close + 0.5));
      }
      day++;
    }
    return Files.writeString(directory.resolve("days.csv"), rows);
  }

  private int run(StringWriter errors, Object... arguments) {
    Stream<Object> all =
        Stream.concat(
            Stream.of("backtest", "--param", "fast=2", "--param", "slow=4", "--json"),
            Stream.of(arguments));
    return SluiceCommand.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(errors))
        .execute(all.map(Object::toString).toArray(String[]::new));
  }

  private static Document parse(Path page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readAllBytes(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void theSameRunGivesTheSameBytesAndLeavesOtherFilesAlone() throws IOException {
    Path file = days("SPY", "IBM");
    Path first = directory.resolve("first");
    Path second = Files.createDirectories(directory.resolve("second"));
    Files.writeString(second.resolve("notes.txt"), "mine");
    Files.writeString(second.resolve("report.html"), "of an earlier run");
    assertThat(run(new StringWriter(), file, "--out", first)).isZero();
    assertThat(run(new StringWriter(), file, "--out", second)).isZero();
    assertThat(names(first))
        .containsExactly(
            "equity.csv",
            "fills.csv",
            "order_changes.csv",
            "orders.csv",
            "report.html",
            "trades.csv");
    for (String name : names(first)) {
      assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
    assertThat(second.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void thePageIsWellFormedSaysWhatItShowsAndAsksNobody() throws Exception {
    Path out = directory.resolve("out");
    assertThat(run(new StringWriter(), days("SPY", "IBM"), "--out", out)).isZero();
    Document page = parse(out.resolve("report.html"));
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements(page, "title").get(0).getTextContent()).contains("sma-cross", "days.csv");
    assertThat(elements(page, "caption")).hasSameSizeAs(elements(page, "table"));
    assertThat(elements(page, "table"))
        .allSatisfy(
            table -> {
              NodeList headings = table.getElementsByTagName("th");
              assertThat(headings.getLength()).isPositive();
              for (int i = 0; i < headings.getLength(); i++) {
                assertThat(((Element) headings.item(i)).getAttribute("scope")).isNotEmpty();
              }
            });
    List<Element> drawings = elements(page, "svg");
    assertThat(drawings.stream().map(svg -> svg.getAttribute("id")))
        .containsExactly("equity", "underwater", "candles-0", "candles-1");
    assertThat(drawings)
        .allSatisfy(
            svg -> {
              Element title = (Element) svg.getElementsByTagName("title").item(0);
              assertThat(svg.getAttribute("aria-labelledby")).isEqualTo(title.getAttribute("id"));
              assertThat(title.getTextContent()).isNotBlank();
            });
    String text = Files.readString(out.resolve("report.html"));
    assertThat(text).doesNotContain("http://", "https://", "src=", "url(", "@import", "NaN");
    long fills = Files.readAllLines(out.resolve("fills.csv")).size() - 1L;
    long marks =
        elements(page, "path").stream()
            .filter(path -> path.getAttribute("class").matches("(buy|sell) (entry|exit)"))
            .count();
    assertThat(marks).isEqualTo(fills).isGreaterThan(5);
    assertThat(text).contains("2023-01-03", "sha256", "cash");
  }

  @Test
  void everyChangeOfAnOrderIsInTheLedger() throws IOException {
    Path out = directory.resolve("out");
    assertThat(run(new StringWriter(), days("SPY"), "--out", out)).isZero();
    List<String[]> changes =
        Files.readAllLines(out.resolve("order_changes.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    for (String line : Files.readAllLines(out.resolve("orders.csv")).subList(1, 3)) {
      String id = line.substring(0, line.indexOf(','));
      List<String[]> own = changes.stream().filter(change -> change[0].equals(id)).toList();
      assertThat(own).extracting(change -> change[1]).startsWith("1", "2").doesNotHaveDuplicates();
      assertThat(own.get(0)[4]).isNotEqualTo("FILLED");
      assertThat(own.get(own.size() - 1)[4]).isEqualTo("FILLED");
    }
  }

  @Test
  void aSymbolIsTextWhateverItIsCalled() throws Exception {
    Path out = directory.resolve("out");
    assertThat(run(new StringWriter(), days(NASTY), "--out", out)).isZero();
    Document page = parse(out.resolve("report.html"));
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "h3").get(0).getTextContent())
        .isEqualTo(NASTY.replace('\u0001', '\uFFFD'));
  }

  @Test
  void aRunWithoutATradeHasAReportToo() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("one.csv"),
            "symbol,date,open,high,low,close,volume\nSPY,2023-01-03,5,6,4,5,100\n");
    Path out = directory.resolve("out");
    assertThat(run(new StringWriter(), file, "--out", out)).isZero();
    Document page = parse(out.resolve("report.html"));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("Nothing was bought or sold.", "no trade was closed");
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = days("SPY");
    StringWriter errors = new StringWriter();
    assertThat(run(errors, file, "--out", file)).isEqualTo(2);
    assertThat(errors.toString()).contains("--out is '" + file + "', expected a directory");
  }
}
