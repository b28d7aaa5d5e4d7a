package dev.sluice.operators.market;

import org.apache.flink.streaming.api.TimerService;

/** A state that has something to do at a time, whether anything comes or not. */
interface Waking {
  /** When something is to be done; {@link Long#MAX_VALUE} for never. */
  long due();

  /** The time for which its user has asked to be woken; {@link Long#MAX_VALUE} for none. */
  long timer();

  /** Notes the time for which its user has asked to be woken. */
  void setTimer(long time);

  /** Asks to be woken where what is due comes before what was asked for. */
  default void schedule(TimerService timers) {
    if (due() < timer()) {
      timers.registerEventTimeTimer(due());
      setTimer(due());
    }
  }
}
