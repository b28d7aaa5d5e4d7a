package dev.sluice.bench.rows;

import dev.sluice.bench.flink.JobSpec;
import dev.sluice.bench.measure.Alternation.Outcome;
import dev.sluice.bench.measure.Comparison;
import dev.sluice.bench.measure.Figure;
import dev.sluice.bench.measure.NotMeasured;
import dev.sluice.bench.measure.Result;
import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Target;
import dev.sluice.bench.rows.SideSpec.Kind;
import dev.sluice.bench.ticks.TickFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of market data's speed; docs/performance.md says what each is. */
public enum MarketRow {
  P1("the market job ÷ decode and discard") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      JobSpec job = bench.market(TickFormat.AVRO);
      return ratio(
          bench,
          "market job",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job),
          "decode and discard",
          SideSpec.of(Kind.DISCARD_FROM_KAFKA, job),
          Target.atLeast(0.5),
          SHARED);
    }
  },
  P2("Avro ÷ JSON; many ticks a record ÷ one") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      SideSpec avro = SideSpec.of(Kind.MARKET_FROM_KAFKA, bench.market(TickFormat.AVRO));
      List<Result> results = new ArrayList<>();
      results.addAll(
          ratio(
              bench,
              "Avro",
              avro,
              "JSON",
              SideSpec.of(Kind.MARKET_FROM_KAFKA, bench.market(TickFormat.JSON)),
              Target.atLeast(2),
              SHARED + "; each log has a broker of its own, one of them idle"));
      bench.forget(TickFormat.JSON);
      Optional<TickFormat> many = TickFormat.manyARecord();
      if (many.isEmpty()) {
        results.add(
            new NotMeasured(name(), "many ticks a record ÷ one", "there is no batch format"));
        return results;
      }
      results.addAll(
          ratio(
              bench,
              many.get().ticksPerRecord() + " ticks a record",
              SideSpec.of(Kind.MARKET_FROM_KAFKA, bench.market(many.get())),
              "one",
              avro,
              Target.atLeast(2),
              SHARED + "; each log has a broker of its own, one of them idle"));
      bench.forget(many.get());
      return results;
    }
  },
  P3("minute bars with indicators ÷ Flink SQL's minute bars alone") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      bench.writePlainCopy();
      JobSpec job = bench.market(TickFormat.AVRO).withTimeframes(List.of("1m"));
      return ratio(
          bench,
          "market job, 1m",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job),
          "Flink SQL TUMBLE",
          SideSpec.of(Kind.SQL_TUMBLE, job),
          Target.atLeast(2.5),
          SHARED);
    }
  },
  P4("the job's serializers ÷ generic POJO serializers, two slots") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      // One slot passes events on as they are: what is to be measured would not be there.
      JobSpec job = bench.market(TickFormat.AVRO).withParallelism(2);
      return ratio(
          bench,
          "as it is",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job),
          "generic POJO",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job.withGenericTypes()),
          Target.atLeast(1.3),
          SHARED);
    }
  },
  P5("checkpoint every second ÷ none") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      JobSpec job = bench.market(TickFormat.AVRO);
      return ratio(
          bench,
          "checkpoint every second",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job.withCheckpoints(1000)),
          "no checkpoints",
          SideSpec.of(Kind.MARKET_FROM_KAFKA, job.withCheckpoints(0)),
          Target.atLeast(0.9),
          SHARED);
    }
  },
  P6("two slots ÷ one, from memory") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      JobSpec job = bench.market();
      return ratio(
          bench,
          "two slots",
          SideSpec.of(Kind.MARKET_FROM_MEMORY, job.withParallelism(2)),
          "one slot",
          SideSpec.of(Kind.MARKET_FROM_MEMORY, job.withParallelism(1)),
          Target.atLeast(1.6),
          ALONE + "; one slot shuffles nothing, two shuffle every tick");
    }
  },
  P7("latency of a closed bar ÷ of a pass-through") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      JobSpec job = bench.onEmptyBroker(bench.options().symbols());
      Sample sustained = bench.once("P7-rate", new SideSpec(Kind.SUSTAINED_RATE, job, 20), 2);
      double half = sustained.value() / 2;
      bench.say(String.format(Locale.ROOT, "P7: sustained %,.0f ticks/s", sustained.value()));
      JobSpec timed = job.withTicks((long) (half * bench.options().latencySeconds()));
      Outcome outcome =
          bench.measure(
              name(),
              "closed bar, p99",
              new SideSpec(Kind.LATENCY_OF_BARS, timed, half),
              "pass-through, p99",
              new SideSpec(Kind.LATENCY_OF_PASS_THROUGH, timed, half));
      return List.of(
          comparison(
              "ms",
              "closed bar, p99",
              "pass-through, p99",
              outcome,
              Target.atMost(2, 100),
              List.of(
                  SHARED + "; a producer in a process of its own",
                  String.format(
                      Locale.ROOT, "at %,.0f ticks/s, half of what was sustained", half))));
    }
  },
  P8("cost of an indicator by window; recomputed ÷ kept") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      List<Result> results = new ArrayList<>();
      Outcome windows =
          bench.measure(
              name(),
              "window 10,000",
              new SideSpec(Kind.INDICATORS_KEPT, null, 10_000),
              "window 10",
              new SideSpec(Kind.INDICATORS_KEPT, null, 10));
      results.add(
          comparison(
              "ns/bar",
              "window 10,000",
              "window 10",
              windows,
              Target.atMost(1.1),
              List.of("one thread, no Flink")));
      Outcome recomputed =
          bench.measure(
              name(),
              "recomputed, window 1,000",
              new SideSpec(Kind.INDICATORS_RECOMPUTED, null, 1000),
              "kept, window 1,000",
              new SideSpec(Kind.INDICATORS_KEPT, null, 1000));
      results.add(
          comparison(
              "ns/bar",
              "recomputed, window 1,000",
              "kept, window 1,000",
              recomputed,
              Target.atLeast(100),
              List.of("one thread, no Flink")));
      return results;
    }
  },
  P9("10,000 symbols ÷ 100; state a symbol") {
    @Override
    List<Result> measure(Bench bench) throws Exception {
      List<Result> results = new ArrayList<>();
      results.addAll(
          ratio(
              bench,
              "10,000 symbols",
              SideSpec.of(Kind.MARKET_FROM_MEMORY, bench.market().withSymbols(MANY)),
              "100 symbols",
              SideSpec.of(Kind.MARKET_FROM_MEMORY, bench.market().withSymbols(FEW)),
              Target.atLeast(0.7),
              ALONE + "; as many ticks a bar on both sides"));
      double many =
          bench.once("P9-many", SideSpec.of(Kind.STATE_SIZE, bench.onEmptyBroker(MANY)), 1).value();
      double few =
          bench.once("P9-few", SideSpec.of(Kind.STATE_SIZE, bench.onEmptyBroker(FEW)), 1).value();
      results.add(
          new Figure(
              name(),
              "state a symbol",
              (many - few) / (MANY - FEW),
              "bytes",
              16 * 1024,
              List.of("from the sizes of savepoints of 10,000 and of 100 symbols")));
      return results;
    }
  };

  private static final int MANY = 10_000;
  private static final int FEW = 100;
  private static final String SHARED =
      "the processors are shared by the job, the broker in a process of its own, and whoever else"
          + " is on the machine";
  private static final String ALONE =
      "the processors are shared by the job and whoever else is on the machine; no broker";

  private final String title;

  MarketRow(String title) {
    this.title = title;
  }

  /** What is compared, for people. */
  public String title() {
    return title;
  }

  abstract List<Result> measure(Bench bench) throws Exception;

  List<Result> ratio(
      Bench bench,
      String firstName,
      SideSpec first,
      String secondName,
      SideSpec second,
      Target target,
      String remark)
      throws Exception {
    Outcome outcome = bench.measure(name(), firstName, first, secondName, second);
    return List.of(comparison("ticks/s", firstName, secondName, outcome, target, List.of(remark)));
  }

  Comparison comparison(
      String unit,
      String firstName,
      String secondName,
      Outcome outcome,
      Target target,
      List<String> remarks) {
    List<String> all = new ArrayList<>(remarks);
    counted(firstName, outcome.first(), all);
    counted(secondName, outcome.second(), all);
    return new Comparison(
        name(),
        firstName + " ÷ " + secondName,
        unit,
        firstName,
        outcome.firstValues(),
        secondName,
        outcome.secondValues(),
        target,
        outcome.othersCpu(),
        all);
  }

  /** What a side's last repeat counted beside its value. */
  private static void counted(String side, List<Sample> samples, List<String> remarks) {
    Map<String, Double> facts = samples.get(samples.size() - 1).facts();
    if (!facts.isEmpty()) {
      String text =
          new TreeMap<>(facts)
              .entrySet().stream()
                  .map(
                      fact ->
                          String.format(Locale.ROOT, "%s %,.0f", fact.getKey(), fact.getValue()))
                  .collect(Collectors.joining(", "));
      remarks.add(side + ": " + text);
    }
  }
}
