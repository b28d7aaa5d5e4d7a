package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.PatternThresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.configuration.Configuration;

/**
 * Runs patterns on the keyed state of the operator that it is in: what each has matched in part
 * ({@code pattern-partials}) and Flink's shared buffer of the events of these. A partial match
 * leaves when it is complete, broken, too old, or dropped; where nothing is matched nothing is
 * kept.
 */
final class PatternEngine {
  private final SharedBuffer<PatternEvent> buffer;
  private final MapState<String, NFAState> partials;
  private final RuntimeContext runtime;

  /** By pattern and thresholds. */
  private final Map<String, List<Compiled>> compiled = new HashMap<>();

  private record Compiled(NFA<PatternEvent> nfa, AfterMatchSkipStrategy skip) {}

  /** An engine on the state of a function. */
  PatternEngine(RuntimeContext runtime, KeyedStateStore state) {
    this.runtime = runtime;
    buffer =
        new SharedBuffer<>(
            state,
            runtime.createSerializer(TypeInformation.of(PatternEvent.class)),
            new SharedBufferCacheConfig(256, 256, Duration.ofHours(24)));
    // Its statistics would be logged by a thread of their own.
    buffer.releaseCacheStatisticsTimer();
    partials =
        state.getMapState(
            new MapStateDescriptor<>(
                "pattern-partials", StringSerializer.INSTANCE, new NFAStateSerializer()));
  }

  /**
   * Shows an event to a pattern that it concerns.
   *
   * @param symbol whose; empty for a pattern of all symbols
   * @return the events of each match that it completed
   */
  List<List<PatternEvent>> feed(
      AccountPattern pattern, PatternThresholds thresholds, String symbol, PatternEvent event)
      throws Exception {
    List<List<PatternEvent>> matches = new ArrayList<>();
    List<Compiled> shapes = compile(pattern, thresholds);
    try (SharedBufferAccessor<PatternEvent> accessor = buffer.getAccessor()) {
      for (int i = 0; i < shapes.size(); i++) {
        NFA<PatternEvent> nfa = shapes.get(i).nfa;
        AfterMatchSkipStrategy skip = shapes.get(i).skip;
        String scope = scope(pattern, i, symbol);
        NFAState state = partials.get(scope);
        if (state == null) {
          state = nfa.createInitialNFAState();
        }
        if (!pattern.ofAbsence()) {
          nfa.advanceTime(accessor, state, event.time(), skip);
        }
        add(matches, nfa.process(accessor, state, event, event.time(), skip, () -> event.time()));
        keep(scope, state);
      }
    }
    return matches;
  }

  /** Tells a pattern that a time has come at which nothing more can happen. */
  List<List<PatternEvent>> advance(
      AccountPattern pattern, PatternThresholds thresholds, String symbol, long time)
      throws Exception {
    List<List<PatternEvent>> matches = new ArrayList<>();
    List<Compiled> shapes = compile(pattern, thresholds);
    for (int i = 0; i < shapes.size(); i++) {
      String scope = scope(pattern, i, symbol);
      NFAState state = partials.get(scope);
      if (state != null) {
        try (SharedBufferAccessor<PatternEvent> accessor = buffer.getAccessor()) {
          Compiled shape = shapes.get(i);
          add(matches, shape.nfa.advanceTime(accessor, state, time, shape.skip).f0);
          keep(scope, state);
        }
      }
    }
    return matches;
  }

  /** True where a pattern of a symbol has matched in part. */
  boolean waits(AccountPattern pattern, String symbol) throws Exception {
    return partials.contains(scope(pattern, 0, symbol));
  }

  /** Forgets what a pattern has matched of a symbol. */
  void drop(AccountPattern pattern, String symbol) throws Exception {
    drop(
        scope ->
            scope.equals(scope(pattern, 0, symbol)) || scope.equals(scope(pattern, 1, symbol)));
  }

  /** Forgets all that a pattern has matched. */
  void drop(AccountPattern pattern) throws Exception {
    drop(scope -> scope.startsWith(pattern.name() + "/"));
  }

  private void drop(Predicate<String> chosen) throws Exception {
    List<String> scopes = new ArrayList<>();
    partials.keys().forEach(scopes::add);
    for (String scope : scopes) {
      if (chosen.test(scope)) {
        try (SharedBufferAccessor<PatternEvent> accessor = buffer.getAccessor()) {
          release(accessor, partials.get(scope).getPartialMatches());
          release(accessor, partials.get(scope).getCompletedMatches());
        }
        partials.remove(scope);
      }
    }
  }

  private static void release(
      SharedBufferAccessor<PatternEvent> accessor, Collection<ComputationState> matches)
      throws Exception {
    for (ComputationState match : matches) {
      if (match.getPreviousBufferEntry() != null) {
        accessor.releaseNode(match.getPreviousBufferEntry(), match.getVersion());
      }
    }
  }

  /** Lets go of what is too old in every pattern with these thresholds. */
  void prune(AccountPattern pattern, PatternThresholds thresholds, long time) throws Exception {
    List<String> scopes = new ArrayList<>();
    partials.keys().forEach(scopes::add);
    for (String scope : scopes) {
      if (scope.startsWith(pattern.name() + "/0/")) {
        advance(pattern, thresholds, scope.substring(scope.indexOf('/') + 3), time);
      }
    }
  }

  /** Says that everything of a time was shown, so that nothing is kept for its sake. */
  void end(long time) throws Exception {
    try (SharedBufferAccessor<PatternEvent> accessor = buffer.getAccessor()) {
      accessor.advanceTime(time + 1);
    }
  }

  /** A state in which nothing is matched is not kept: it can be made anew. */
  private void keep(String scope, NFAState state) throws Exception {
    boolean waits = !state.getCompletedMatches().isEmpty();
    for (ComputationState match : state.getPartialMatches()) {
      waits |= match.getPreviousBufferEntry() != null;
    }
    if (waits) {
      state.resetStateChanged();
      state.resetNewStartPartialMatch();
      partials.put(scope, state);
    } else {
      partials.remove(scope);
    }
  }

  private static void add(
      List<List<PatternEvent>> matches, Collection<Map<String, List<PatternEvent>>> found) {
    for (Map<String, List<PatternEvent>> match : found) {
      List<PatternEvent> events = new ArrayList<>();
      match.values().forEach(events::addAll);
      matches.add(events);
    }
  }

  private static String scope(AccountPattern pattern, int shape, String symbol) {
    return pattern.name() + "/" + shape + "/" + symbol;
  }

  private List<Compiled> compile(AccountPattern pattern, PatternThresholds thresholds)
      throws Exception {
    String key = ShapeKeys.of(pattern.name(), thresholds);
    List<Compiled> known = compiled.get(key);
    if (known == null) {
      known = new ArrayList<>();
      for (Pattern<PatternEvent, ?> shape : pattern.shapes(thresholds)) {
        NFA<PatternEvent> nfa = NFACompiler.compileFactory(shape, false).createNFA();
        nfa.open(runtime, new Configuration());
        known.add(new Compiled(nfa, shape.getAfterMatchSkipStrategy()));
      }
      compiled.put(key, known);
    }
    return known;
  }
}
