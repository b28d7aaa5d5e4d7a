package dev.sluice.domain.trading.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each model against figures worked out by hand and the examples of its source. */
class VenueModelsTest {
  private static final String IBKR_TIERED =
      "tiered:0.0035@0/0.002@300000/0.0015@3000000/0.001@20000000/0.0005@100000000,min=0.35,max=1";

  private static BigDecimal decimal(String text) {
    return text == null ? null : new BigDecimal(text);
  }

  @ParameterizedTest(name = "{0}: {1} of {2} is {3}")
  @CsvSource({
    "none, 100, 1000, 0",
    "0, 100, 1000, 0",
    "bps:1, 100, 1000, 0.0001",
    "2.5, , , 0.00025",
    // Zipline's test_orders_limit: 50 of 2,000 at 3.50 are bought at 3.50021875
    "volume-share, 50, 2000, 0.0000625",
    // half of that share, so a quarter of the impact: 0.0125² × 0.1
    "volume-share, 25, 2000, 0.000015625",
    // never beyond the limit; where the volume is not known, at the limit
    "'volume-share:limit=0.1,impact=0.2', 500, 2000, 0.002",
    "'volume-share:limit=0.1,impact=0.2', 1, , 0.002",
    "volume-share, , 2000, 0",
    // 1 × 0.02 × √(10,000 ÷ 1,000,000) = 0.002
    "'square-root:volatility=0.02,volume=1000000', 10000, 5, 0.002",
    "'square-root:volatility=0.02,volume=1000000,y=0.5', 10000, 5, 0.001",
    // without a daily volume that of the moment: 0.02 × √(25 ÷ 100)
    "square-root:volatility=0.02, 25, 100, 0.01",
    "square-root:volatility=0.02, 25, , 0.02",
    "square-root:volatility=0.02, , 100, 0",
  })
  void slippage(String spec, String quantity, String volume, String fraction) {
    assertThat(Slippage.parse(spec).fraction(decimal(quantity), decimal(volume)))
        .isEqualByComparingTo(fraction);
  }

  @ParameterizedTest(name = "{0}: {1} for {2} after {3} is {4}")
  @CsvSource({
    "none, 100, 2500, 0, 0",
    "0, 100, 2500, 0, 0",
    "0.01, 100, 2500, 0, 1",
    // the three examples of IBKR's fixed price list
    "'per-share:0.005,min=1,max=1', 100, 2500, 0, 1",
    "'per-share:0.005,min=1,max=1', 1000, 25000, 0, 5",
    "'per-share:0.005,min=1,max=1', 1000, 250, 0, 2.5",
    // the most is below the minimum: 10 shares at 0.20
    "'per-share:0.005,min=1,max=1', 10, 2, 0, 0.02",
    // Zipline's PerDollar, 0.15 cents a dollar
    "percent:0.15, 10, 1000, 0, 1.5",
    "'percent:0.1,min=2', 10, 1000, 0, 2",
    // IBKR's examples of tiers: 1,050 + 5,400 + 25,500 + 10,000, and 700
    "TIERED, 30000000, 150000000, 0, 41950",
    "TIERED, 200000, 1000000, 0, 700",
    // 100,000 at 0.0035 and 100,000 at 0.002, since 200,000 were traded before
    "TIERED, 200000, 1000000, 200000, 550",
    "TIERED, 10, 1000, 0, 0.35",
    "TIERED, 1000, 100, 100000000, 0.5",
  })
  void commission(String spec, String quantity, String notional, String before, String expected) {
    Commission commission = Commission.parse(spec.equals("TIERED") ? IBKR_TIERED : spec);
    BigDecimal charged = commission.of(decimal(quantity), decimal(notional), decimal(before));
    assertThat(charged).isEqualByComparingTo(expected);
    BigDecimal atRates =
        commission
            .perShare()
            .multiply(decimal(quantity))
            .add(commission.ofNotional().multiply(decimal(notional)));
    assertThat(charged)
        .as("never more than the larger of the minimum and the rates")
        .isLessThanOrEqualTo(commission.minimum().max(atRates));
  }

  @ParameterizedTest(name = "{0} at {1} is {2}")
  @CsvSource({
    "none, 100, 0",
    "bps:2, 100, 0.01",
    "4, 50, 0.01",
    "amount:0.05, 100, 0.025",
    "amount:5, 3, 1.5",
  })
  void halfSpread(String spec, String price, String half) {
    assertThat(Spread.parse(spec).half(decimal(price))).isEqualByComparingTo(half);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"none, 0", "250ms, 250", "fixed:2s, 2000", "fixed:1m, 60000"})
  void fixedLatency(String spec, long millis) {
    assertThat(Latency.parse(spec).millis("any")).isEqualTo(millis);
  }

  @Test
  void uniformLatencyDerivesFromTheOrderAndStaysWithinItsBounds() {
    Latency latency = Latency.parse("uniform:20ms,to=29ms");
    int[] counts = new int[10];
    IntStream.range(0, 10_000).forEach(i -> counts[(int) latency.millis("order-" + i) - 20]++);
    // 1,000 expected of each; six standard deviations are 180
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(820, 1180));
    assertThat(latency.millis("order-7")).isEqualTo(latency.millis("order-7"));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "none, 300, 0",
    "fixed:500, , 500",
    "displayed, 300, 300",
    "displayed:0.5, 300, 150",
    "displayed, , ",
    "random, , ",
  })
  void queue(String spec, String displayed, String ahead) {
    BigDecimal found = QueuePosition.parse(spec).ahead("order", decimal(displayed));
    if (ahead == null) {
      assertThat(found).isNull();
    } else {
      assertThat(found).isEqualByComparingTo(ahead);
    }
  }

  @Test
  void aRandomQueueIsSomewhereInWhatIsShown() {
    QueuePosition queue = QueuePosition.parse("random");
    BigDecimal shown = new BigDecimal(300);
    List<BigDecimal> ahead =
        IntStream.range(0, 1000).mapToObj(i -> queue.ahead("order-" + i, shown)).toList();
    assertThat(ahead).allSatisfy(a -> assertThat(a).isBetween(BigDecimal.ZERO, shown));
    double mean = ahead.stream().mapToDouble(BigDecimal::doubleValue).average().orElseThrow();
    // the standard deviation of the mean is 300 ÷ √12 ÷ √1000 = 2.7
    assertThat(mean).isBetween(134.0, 166.0);
    assertThat(queue.ahead("order-3", shown)).isEqualTo(ahead.get(3));
  }

  @Test
  void theSmallerShareOfTheVolumeCounts() {
    VenueModel model = VenueModel.FREE.withParticipation(new BigDecimal("0.1"));
    assertThat(VenueModel.FREE.volumeLimit()).isNull();
    assertThat(model.volumeLimit()).isEqualByComparingTo("0.1");
    assertThat(model.withSlippage(Slippage.parse("volume-share")).volumeLimit())
        .isEqualByComparingTo("0.025");
    assertThat(VenueModel.FREE.withSlippage(Slippage.parse("volume-share")).volumeLimit())
        .isEqualByComparingTo("0.025");
    assertThat(VenueModel.parseParticipation("none")).isNull();
    assertThat(VenueModel.parseParticipation("0.25")).isEqualByComparingTo("0.25");
  }

  /** Operators carry the models to where they run. */
  @Test
  void modelsTravel() throws Exception {
    VenueModel model =
        VenueModel.DEFAULT
            .withSlippage(Slippage.parse("square-root:volatility=0.02"))
            .withSpread(Spread.parse("bps:2"))
            .withCommission(Commission.parse(IBKR_TIERED))
            .withLatency(Latency.parse("uniform:1ms,to=2ms"))
            .withParticipation(BigDecimal.ONE)
            .withQueue(QueuePosition.parse("random"))
            .withStanding(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(model);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "slippage | lots | slippage is 'lots', expected none, BPS",
        "slippage | '' | slippage is '', expected none",
        "slippage | bps:x | slippage has bps 'x', expected a figure of 0 or more",
        "slippage | bps:-1 | slippage has bps '-1', expected a figure of 0 or more",
        "slippage | bps | slippage is 'bps' without 'bps', expected",
        "slippage | volume-share:limit=2 | slippage has limit '2', expected a fraction",
        "slippage | volume-share:depth=2 | with unknown 'depth', expected none",
        "slippage | square-root | slippage is 'square-root' without 'volatility'",
        "slippage | square-root:volatility=0.02,volume=0 | has volume '0', expected a figure above",
        "slippage | bps:1,bps=2 | slippage is 'bps:1,bps=2', expected none",
        "commission | per-share:0.005,min | commission is 'per-share:0.005,min', expected none",
        "commission | percent:a | commission has rate 'a', expected a figure of 0 or more",
        "commission | tiered:0.0035 | commission is 'tiered:0.0035', expected none",
        "commission | tiered:1@5 | commission has tier '1@5', expected tiers from 0 on",
        "commission | tiered:1@0/2@0 | commission has tier '2@0', expected tiers from 0 on",
        "spread | wide | spread is 'wide', expected none, BPS",
        "spread | 20000 | spread has size '20000', expected less than 20000",
        "latency | 50 | latency has time '50', expected a time such as 250ms",
        "latency | uniform:5ms,to=2ms | latency has to '2ms', expected at least 5ms",
        "queue | displayed:0 | queue has size '0', expected a fraction above 0",
        "participation | 1.5 | participation has share '1.5', expected a fraction above 0",
      })
  void whatCannotBeReadIsNamed(String field, String text, String message) {
    Function<String, Object> parse =
        switch (field) {
          case "slippage" -> Slippage::parse;
          case "commission" -> Commission::parse;
          case "spread" -> Spread::parse;
          case "latency" -> Latency::parse;
          case "queue" -> QueuePosition::parse;
          default -> VenueModel::parseParticipation;
        };
    assertThatThrownBy(() -> parse.apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
