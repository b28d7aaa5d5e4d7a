package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Machine MACHINE = new Machine(2, "a model", 8, "17", "2.3.0");

  private static Comparison comparison(Target target, List<Double> first, List<Double> second) {
    return new Comparison(
        "P1",
        "job ÷ baseline",
        "ticks/s",
        "job",
        new Series(first),
        "baseline",
        new Series(second),
        target,
        0.25,
        List.of("shared"));
  }

  private static String table(Result result) {
    StringWriter text = new StringWriter();
    ReportTable.print(new PrintWriter(text), MACHINE, List.of(), List.of(result));
    return text.toString();
  }

  private static JsonNode json(Result result) throws Exception {
    return new ObjectMapper()
        .readTree(ReportJson.of(MACHINE, List.of(), List.of(result)))
        .get("results")
        .get(0);
  }

  @Test
  void aQuietComparisonHasARatioAndAVerdict() throws Exception {
    Comparison quiet =
        comparison(Target.atLeast(0.5), List.of(300.0, 310.0), List.of(500.0, 500.0));
    assertThat(table(quiet)).contains("ratio 0.610", "target: ratio at least 0.5; met", "25 %");
    JsonNode row = json(quiet);
    assertThat(row.get("ratio").doubleValue()).isEqualTo(0.61);
    assertThat(row.get("first").get("median").doubleValue()).isEqualTo(305);
    assertThat(row.get("verdict").textValue()).isEqualTo("met");
  }

  @Test
  void aNoisyComparisonHasNoNumber() throws Exception {
    Comparison noisy =
        comparison(Target.atLeast(0.5), List.of(300.0, 400.0), List.of(500.0, 500.0));
    assertThat(table(noisy)).contains("ratio: too noisy").doesNotContain("ratio 0.");
    JsonNode row = json(noisy);
    assertThat(row.get("ratio").isNull()).isTrue();
    assertThat(row.get("paired_ratio").isNull()).isTrue();
    assertThat(row.get("first").get("median").isNull()).isTrue();
    assertThat(row.get("second").get("median").doubleValue()).isEqualTo(500);
    assertThat(row.get("verdict").textValue()).isEqualTo("too noisy");
  }

  @Test
  void aTargetMayBoundTheValueToo() {
    Target latency = Target.atMost(2, 100);
    assertThat(latency.isMet(1.9, 99)).isTrue();
    assertThat(latency.isMet(2.1, 99)).isFalse();
    assertThat(latency.isMet(1.9, 101)).isFalse();
    assertThat(Target.atLeast(0.5).isMet(0.4, 1)).isFalse();
    assertThat(latency.describe()).isEqualTo("ratio at most 2, value at most 100");
  }

  @Test
  void whatWasNotMeasuredSaysWhy() throws Exception {
    NotMeasured missing = new NotMeasured("P2", "many ÷ one", "there is no batch format");
    assertThat(table(missing)).contains("not measured: there is no batch format");
    assertThat(json(missing).get("verdict").textValue()).isEqualTo("not measured");
  }

  @Test
  void cpuOfOthersIsWhatTheBenchmarkDidNotUse() {
    CpuUse before = new CpuUse(1000, 500, 100);
    CpuUse after = new CpuUse(1200, 650, 210);
    assertThat(after.othersSince(before).orElseThrow()).isEqualTo(0.2);
    assertThat(new CpuUse(-1, -1, -1).othersSince(before)).isEmpty();
  }
}
