package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.AccountState;
import dev.sluice.domain.trading.PatternThresholds;
import dev.sluice.operators.trading.patterns.PatternEvent.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * When each position's next quote is due at the latest, and the timer for the first of them: what
 * does not come has no event of its own. A quote moves its time and not the timer, which looks
 * again when it comes.
 *
 * <p>State: {@code pattern-deadlines}, one a symbol that is held, and {@code pattern-timer}.
 */
final class QuoteWatch {
  /** Of a symbol whose silence was said: it is watched again from its next quote. */
  private static final long SAID = Long.MAX_VALUE;

  private final AccountPattern pattern;
  private final PatternEngine engine;
  private final MapState<String, Long> deadlines;
  private final ValueState<Long> timer;

  QuoteWatch(AccountPattern pattern, PatternEngine engine, KeyedStateStore state) {
    this.pattern = pattern;
    this.engine = engine;
    deadlines =
        state.getMapState(
            new MapStateDescriptor<>(
                "pattern-deadlines", StringSerializer.INSTANCE, LongSerializer.INSTANCE));
    timer = state.getState(new ValueStateDescriptor<>("pattern-timer", LongSerializer.INSTANCE));
  }

  /** A symbol that is held was quoted. */
  void quoted(PatternEvent quote, PatternThresholds thresholds) throws Exception {
    engine.feed(pattern, thresholds, quote.symbol(), quote);
    deadlines.put(quote.symbol(), quote.time() + thresholds.span().toMillis());
  }

  /**
   * Looks at all positions once everything of a time was taken.
   *
   * @param timers where a timer is asked for
   * @return the symbols whose silence has lasted, each with the events of the match
   */
  Map<String, List<PatternEvent>> end(
      AccountState account, PatternThresholds thresholds, long time, LongConsumer timers)
      throws Exception {
    boolean open = account.inSession(time);
    List<String> held = open ? account.heldSymbols() : List.of();
    Map<String, List<PatternEvent>> silent = new HashMap<>();
    for (String symbol : watched()) {
      if (!held.contains(symbol)) {
        engine.drop(pattern, symbol);
        deadlines.remove(symbol);
      } else if (deadlines.get(symbol) <= time) {
        for (List<PatternEvent> match : engine.advance(pattern, thresholds, symbol, time)) {
          silent.put(symbol, match);
        }
        deadlines.put(symbol, SAID);
      }
    }
    for (String symbol : held) {
      if (!deadlines.contains(symbol)) {
        quoted(PatternEvent.of(Kind.WATCH, symbol + "/" + time, time, symbol, null), thresholds);
      }
    }
    lookAgain(time, timers);
    return silent;
  }

  private void lookAgain(long time, LongConsumer timers) throws Exception {
    long first = SAID;
    for (long deadline : deadlines.values()) {
      first = Math.min(first, deadline);
    }
    Long set = timer.value();
    if (first == SAID) {
      timer.clear();
    } else if (set == null || set <= time || set > first) {
      timers.accept(first);
      timer.update(first);
    }
  }

  private List<String> watched() throws Exception {
    List<String> symbols = new ArrayList<>();
    deadlines.keys().forEach(symbols::add);
    return symbols;
  }

  /** Watches nothing any more. */
  void forget() {
    deadlines.clear();
    timer.clear();
  }
}
