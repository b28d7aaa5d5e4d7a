package dev.sluice.operators.stream;

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
public final class StatesAtHand<T> {
  private final ValueState<T> states;
  private final Map<String, T> atHand = new HashMap<>();

  /** Over a state that a function holds by key. */
  public StatesAtHand(ValueState<T> states) {
    this.states = states;
  }

  /**
   * The state of the current key; null where there is none.
   *
   * @param key the current key
   */
  public T of(String key) throws IOException {
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
  public void put(String key, T state) throws IOException {
    states.update(state);
    atHand.put(key, state);
  }

  /**
   * Removes the state of the current key.
   *
   * @param key the current key
   */
  public void remove(String key) {
    states.clear();
    atHand.remove(key);
  }

  /** A snapshot begins: what is at hand belongs to it. */
  public void forget() {
    atHand.clear();
  }
}
