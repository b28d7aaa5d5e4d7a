package dev.sluice.operators.trading;

import static dev.sluice.operators.trading.TradingFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.AccountMachine;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * However inputs come, however far watermarks leap and wherever the operator is stopped and
 * restored, it says what a plain loop over the sorted inputs says, time by time.
 */
class InboxAgainstPlainLoopPropertiesTest {
  private static final int INPUTS = 120;

  private static final ControlAction[] ACTIONS = {
    ControlAction.PAUSE, ControlAction.RESUME, ControlAction.CANCEL_ALL, ControlAction.FLATTEN
  };

  /** Three days, many inputs of one time, at and around the closes, day and night. */
  private static List<AccountInput> inputs(Random random) {
    List<AccountInput> inputs = new ArrayList<>();
    double price = 100;
    Instant time = at(1, "14:00:00");
    for (int i = 0; i < INPUTS; i++) {
      time = random.nextInt(3) == 0 ? time : time.plusSeconds(random.nextInt(4_000));
      if (random.nextInt(12) == 0) {
        time = at(1 + i * 3 / INPUTS, "21:00:00").plusMillis(random.nextInt(3) - 1);
      }
      price *= 1 + 0.01 * random.nextGaussian();
      String symbol = random.nextBoolean() ? "AAA" : "BBB";
      switch (random.nextInt(8)) {
        case 0 -> inputs.add(TradingFixture.signal("b" + i, symbol, time, SignalType.BUY));
        case 1 -> inputs.add(TradingFixture.signal("s" + i, symbol, time, SignalType.SELL));
        case 2 -> inputs.add(TradingFixture.control("c" + i, time, ACTIONS[random.nextInt(4)]));
        default -> inputs.add(TradingFixture.quote(symbol, i, time, price, price + 0.02));
      }
    }
    return inputs;
  }

  /** The machine alone: every input in its order, and every close that it awaits, till the end. */
  private static List<List<?>> plain(List<AccountInput> inputs, AccountConfig config) {
    AccountMachine machine = new AccountMachine(config, new WeekdayCalendar());
    AccountState state = machine.open();
    List<AccountInput> sorted = new ArrayList<>(inputs);
    sorted.sort(AccountInput.ORDER);
    TreeSet<Long> times = new TreeSet<>();
    sorted.forEach(input -> times.add(input.eventTime()));
    List<AccountEvent> said = new ArrayList<>();
    while (!times.isEmpty()) {
      long time = times.pollFirst();
      for (AccountInput input : sorted) {
        if (input.eventTime() == time) {
          said.addAll(
              switch (input.kind()) {
                case TICK -> machine.apply(state, input.tick());
                case SIGNAL -> machine.apply(state, input.signal());
                case CONTROL -> machine.apply(state, input.control());
                case REPORT -> throw new AssertionError("no venue reports here");
              });
        }
      }
      said.addAll(machine.advanceTo(state, time));
      state.nextClose().ifPresent(times::add);
    }
    return List.of(
        only(said, AccountEvent.Snapshot.class, AccountEvent.Snapshot::portfolio),
        only(said, AccountEvent.OrderChanged.class, AccountEvent.OrderChanged::order),
        only(said, AccountEvent.Filled.class, AccountEvent.Filled::fill),
        only(said, AccountEvent.ControlApplied.class, AccountEvent.ControlApplied::control));
  }

  private static <E, T> List<T> only(
      List<AccountEvent> said, Class<E> kind, java.util.function.Function<E, T> of) {
    return said.stream().filter(kind::isInstance).map(kind::cast).map(of).toList();
  }

  /** A copy of each in arrival order such that a watermark of the time before lets it pass. */
  private static List<AccountInput> arriving(List<AccountInput> inputs, Random random) {
    List<AccountInput> arriving = new ArrayList<>(inputs);
    for (int i = 0; i < inputs.size() / 5; i++) {
      arriving.add(inputs.get(random.nextInt(inputs.size())));
    }
    Collections.shuffle(arriving, random);
    return arriving;
  }

  /**
   * Feeds an operator, with a watermark now and then that passes nothing which is still to come,
   * and stops and restores it at some places.
   */
  private static List<List<?>> through(
      List<AccountInput> inputs, AccountConfig config, boolean leaps, Random random)
      throws Exception {
    List<AccountInput> arriving = arriving(inputs, random);
    if (!leaps) {
      arriving.sort(Comparator.comparingLong(AccountInput::eventTime));
    }
    List<List<Object>> said = new ArrayList<>();
    TradingFixture desk = new TradingFixture(null, config);
    try {
      for (int i = 0; i < arriving.size(); i++) {
        desk.take(arriving.get(i));
        if (random.nextInt(4) == 0) {
          long left =
              arriving.subList(i + 1, arriving.size()).stream()
                  .mapToLong(AccountInput::eventTime)
                  .min()
                  .orElse(Long.MAX_VALUE);
          desk.watermark(Instant.ofEpochMilli(left - 1));
        }
        if (random.nextInt(25) == 0) {
          OperatorSubtaskState snapshot = desk.harness.snapshot(i, i);
          add(said, desk);
          desk.close();
          desk = new TradingFixture(snapshot, config);
        }
      }
      desk.harness.watermark(Long.MAX_VALUE);
      add(said, desk);
      assertThat(desk.harness.numEventTimeTimers()).as("timers left").isZero();
    } finally {
      desk.close();
    }
    return List.copyOf(said);
  }

  private static void add(List<List<Object>> said, TradingFixture desk) {
    List<List<?>> of =
        List.of(
            desk.snapshots(),
            desk.side(TradeAccount.ORDERS),
            desk.fills(),
            desk.side(TradeAccount.CONTROLS));
    for (int i = 0; i < of.size(); i++) {
      if (said.size() <= i) {
        said.add(new ArrayList<>());
      }
      said.get(i).addAll(of.get(i));
    }
  }

  @Property(tries = 40)
  void theOperatorSaysWhatAPlainLoopSays(@ForAll int seed, @ForAll boolean leaps) throws Exception {
    Random random = new Random(seed);
    List<AccountInput> inputs = inputs(random);
    List<List<?>> plain = plain(inputs, TradingFixture.PAPER);
    assertThat(plain.get(0)).as("snapshots").isNotEmpty();
    assertThat(through(inputs, TradingFixture.PAPER, leaps, random)).isEqualTo(plain);
  }

  /**
   * With patterns, whose controls come from within: a watermark for each time is the plain loop.
   */
  @Property(tries = 15)
  void controlsOfPatternsAreTakenInTheirOrderHoweverFarTheWatermarkLeaps(@ForAll int seed)
      throws Exception {
    Random random = new Random(seed);
    AccountConfig config = TradingFixture.PAPER.with(eager());
    List<AccountInput> inputs = inputs(random);
    List<List<?>> each;
    List<Control> controls;
    try (TradingFixture desk = new TradingFixture(null, config)) {
      TreeSet<Long> times = new TreeSet<>();
      inputs.forEach(input -> times.add(input.eventTime()));
      desk.take(inputs.toArray(AccountInput[]::new));
      for (long time = times.first(); time <= times.last() + 86_400_000L; time += 500) {
        Long next = times.ceiling(time);
        time = next == null ? time : Math.min(next, time + 600_000);
        desk.harness.watermark(time);
      }
      desk.harness.watermark(Long.MAX_VALUE);
      List<List<Object>> said = new ArrayList<>();
      add(said, desk);
      each = List.copyOf(said);
      controls = desk.side(TradeAccount.CONTROLS);
    }
    assertThat(through(inputs, config, random.nextBoolean(), random)).isEqualTo(each);
    assertThat(controls).as("of people and patterns").isNotEmpty();
  }

  private static PatternSettings eager() {
    return PatternSettings.OFF
        .with(
            PatternName.LOSING_STREAK,
            PatternName.LOSING_STREAK
                .standard()
                .with("count", "2")
                .with("cooldown", "PT10M")
                .enabled(true))
        .with(
            PatternName.STALE_FEED,
            PatternName.STALE_FEED.standard().with("span", "PT20M").enabled(true));
  }
}
