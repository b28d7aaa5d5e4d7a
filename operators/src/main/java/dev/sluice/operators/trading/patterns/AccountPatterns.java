package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.trading.AccountEvent;
import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.domain.trading.PatternThresholds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;

/**
 * The patterns of the accounts of an operator, on its keyed state and in its order of events: what
 * was met at a time becomes a control that takes force the pattern's delta later, in the account's
 * own order of inputs. No clock but event time is looked at.
 *
 * <p>For each time of an account: {@link #begin}, {@link #take} for each step, {@link #end}. Where
 * no pattern is looked for {@link #begin} says so before it has read any state.
 *
 * <p>Counters: {@code matches} in the group {@code pattern.NAME} of each pattern.
 */
public final class AccountPatterns {
  /** Changes of thresholds, by the time from which they are in force. */
  public static final MapStateDescriptor<Long, List<PatternChange>> CHANGES =
      new MapStateDescriptor<>(
          "pattern-thresholds", Types.LONG, Types.LIST(TypeInformation.of(PatternChange.class)));

  private static final StaleFeedUnderPositions STALE_FEED = new StaleFeedUnderPositions();
  private static final PriceShock PRICE_SHOCK = new PriceShock();

  /** Those that are met by what the account does; the others are met by quotes. */
  private static final List<AccountPattern> BY_DEEDS =
      List.of(
          new LosingStreak(),
          new StopOutsWhileDrawdownGrows(),
          new OrderBurst(),
          new RejectBurst(),
          new Whipsaw());

  private final ThresholdsInForce thresholds;
  private final boolean off;
  private final RuntimeContext runtime;
  private final KeyedStateStore store;
  private final Map<PatternName, Counter> matches = new EnumMap<>(PatternName.class);
  private final List<Control> due = new ArrayList<>();

  private ValueState<String> shapes;
  private PatternEngine engine;
  private StepEvents steps;
  private QuoteWatch watch;

  private String account;
  private long time;
  private PatternSettings settings;

  /**
   * The patterns of an operator's accounts.
   *
   * @param configured by account
   * @param store the operator's keyed state
   * @param restored true where that may hold something already
   */
  public AccountPatterns(
      Map<String, PatternSettings> configured,
      RuntimeContext runtime,
      KeyedStateStore store,
      boolean restored) {
    thresholds = new ThresholdsInForce(configured);
    off = !restored && configured.values().stream().noneMatch(PatternSettings::any);
    this.runtime = runtime;
    this.store = store;
    for (PatternName name : PatternName.values()) {
      matches.put(
          name, runtime.getMetricGroup().addGroup("pattern", name.name()).counter("matches"));
    }
  }

  /** Takes a change of a threshold; {@code watermark} is the operator's. */
  public void take(
      PatternChange change, BroadcastState<Long, List<PatternChange>> changes, long watermark)
      throws Exception {
    thresholds.take(change, changes, watermark);
  }

  /**
   * A time of an account begins.
   *
   * @return false where nothing is looked for: then neither {@link #take} nor {@link #end} may
   *     follow
   */
  public boolean begin(
      String name, long now, ReadOnlyBroadcastState<Long, List<PatternChange>> changes)
      throws Exception {
    if (off && thresholds.asConfigured(changes)) {
      return false;
    }
    account = name;
    time = now;
    settings = thresholds.at(name, now, changes);
    due.clear();
    if (shapes == null) {
      shapes =
          store.getState(new ValueStateDescriptor<>("pattern-shapes", StringSerializer.INSTANCE));
    }
    String keys = ShapeKeys.of(settings);
    String before = shapes.value();
    if (before == null && keys == null) {
      return false;
    }
    open();
    if (!Objects.equals(before, keys)) {
      reshape(before, keys);
    }
    return keys != null;
  }

  private void open() {
    if (engine == null) {
      engine = new PatternEngine(runtime, store);
      steps = new StepEvents(store);
      watch = new QuoteWatch(STALE_FEED, engine, store);
    }
  }

  /** What was matched in part with other thresholds is forgotten: it is counted anew from now. */
  private void reshape(String before, String now) throws Exception {
    Set<String> kept = keys(before);
    kept.retainAll(keys(now));
    List<AccountPattern> all = new ArrayList<>(BY_DEEDS);
    all.add(PRICE_SHOCK);
    all.add(STALE_FEED);
    for (AccountPattern pattern : all) {
      if (kept.stream().noneMatch(key -> key.startsWith(pattern.name() + "="))) {
        engine.drop(pattern);
        if (pattern == STALE_FEED) {
          watch.forget();
        }
      }
    }
    if (now == null) {
      steps.forget();
      shapes.clear();
    } else {
      shapes.update(now);
    }
  }

  private static Set<String> keys(String text) {
    return text == null ? new HashSet<>() : new HashSet<>(Arrays.asList(text.split(";")));
  }

  /**
   * Takes what followed from an input of this time.
   *
   * @param tick the input; null where it was no tick
   * @param said what the account said of it
   * @param after the account after it
   */
  public void take(Tick tick, List<AccountEvent> said, AccountState after) throws Exception {
    if (!said.isEmpty()) {
      for (PatternEvent event : steps.of(said, after)) {
        for (AccountPattern pattern : BY_DEEDS) {
          if (pattern.concerns(event)) {
            show(pattern, event);
          }
        }
      }
      if (said.stream().anyMatch(AccountPatterns::closesSession)) {
        endSession();
      }
    }
    if (tick != null) {
      take(tick, after);
    }
  }

  private void show(AccountPattern pattern, PatternEvent event) throws Exception {
    PatternThresholds limits = settings.of(pattern.name());
    if (limits.enabled()) {
      String symbol = pattern.bySymbol() ? event.symbol() : "";
      for (List<PatternEvent> match : engine.feed(pattern, limits, symbol, event)) {
        met(pattern, symbol, match);
      }
    }
  }

  private static boolean closesSession(AccountEvent event) {
    return event instanceof AccountEvent.Snapshot snapshot
        && snapshot.occasion() == AccountEvent.Occasion.SESSION_CLOSE;
  }

  private void endSession() throws Exception {
    engine.drop(PRICE_SHOCK);
    for (AccountPattern pattern : BY_DEEDS) {
      if (settings.of(pattern.name()).enabled()) {
        engine.prune(pattern, settings.of(pattern.name()), time);
      }
    }
  }

  private void take(Tick tick, AccountState after) throws Exception {
    boolean shocks = settings.of(PatternName.PRICE_SHOCK).enabled();
    boolean stales = settings.of(PatternName.STALE_FEED).enabled();
    if (!shocks && !stales) {
      return;
    }
    String symbol = tick.symbol();
    if (tick.kind() == TickKind.SPLIT) {
      engine.drop(PRICE_SHOCK, symbol);
      return;
    }
    Optional<BigDecimal> price = after.priceAt(symbol, time);
    if (price.isEmpty()) {
      return;
    }
    String id = symbol + "/" + tick.sequence() + "/" + tick.kind();
    PatternEvent quote = PatternEvent.price(id, time, symbol, price.get());
    if (shocks) {
      boolean concerned = after.concerns(symbol);
      if (concerned || engine.waits(PRICE_SHOCK, symbol)) {
        show(PRICE_SHOCK, quote);
      }
      if (!concerned) {
        engine.drop(PRICE_SHOCK, symbol);
      }
    }
    if (stales && after.quantity(symbol).signum() != 0) {
      watch.quoted(quote, settings.of(PatternName.STALE_FEED));
    }
  }

  /**
   * Everything of this time was taken.
   *
   * @param timers where a timer of event time is asked for, at which the account looks again
   * @return the controls that follow, each of a later time
   */
  public List<Control> end(AccountState after, LongConsumer timers) throws Exception {
    PatternThresholds stale = settings.of(PatternName.STALE_FEED);
    if (stale.enabled()) {
      Map<String, List<PatternEvent>> silent = watch.end(after, stale, time, timers);
      for (Map.Entry<String, List<PatternEvent>> entry : new TreeMap<>(silent).entrySet()) {
        met(STALE_FEED, entry.getKey(), entry.getValue());
      }
    }
    engine.end(time);
    return List.copyOf(due);
  }

  private void met(AccountPattern pattern, String symbol, List<PatternEvent> events) {
    matches.get(pattern.name()).inc();
    PatternThresholds limits = settings.of(pattern.name());
    List<Object> lineage = new ArrayList<>(List.of(account, pattern.name(), symbol, time));
    events.forEach(event -> lineage.add(event.id()));
    due.add(
        new Control(
            Ids.of("pattern", lineage.toArray()),
            account,
            limits.action(),
            pattern.reason(limits, symbol),
            "pattern:" + pattern.name(),
            Instant.ofEpochMilli(time + limits.delta().toMillis()),
            null,
            limits.action() == ControlAction.COOL_DOWN ? limits.cooldown().toString() : null));
  }
}
