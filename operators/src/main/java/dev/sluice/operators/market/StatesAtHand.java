package dev.sluice.operators.market;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;

/**
 * The keyed states that were used since the last snapshot, so that the state backend is asked for
 * each once a checkpoint and not for each tick.
 *
 * <p>A state that changes in place (docs/decisions/0012) is the backend's own object until the
 * backend takes a snapshot; from then on the backend gives a copy of it, and the old object is the
 * snapshot's. So whoever uses this forgets everything where a snapshot begins ({@link #forget}).
 *
 * @param <T> the state, mutable
 */
final class StatesAtHand<T> {
  private final ValueState<T> states;
  private final Map<String, T> atHand = new HashMap<>();

  StatesAtHand(ValueState<T> states) {
    this.states = states;
  }

  /**
   * The state of the current key; null where there is none.
   *
   * @param key the current key
   */
  T of(String key) throws IOException {
    T known = atHand.get(key);
    if (known == null) {
      known = states.value();
      if (known != null) {
        atHand.put(key, known);
      }
    }
    return known;
  }

  /** Makes a new state of the current key known. */
  void put(String key, T state) throws IOException {
    states.update(state);
    atHand.put(key, state);
  }

  /** A snapshot begins: what is at hand belongs to it. */
  void forget() {
    atHand.clear();
  }
}
