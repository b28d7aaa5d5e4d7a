package dev.sluice.wire;

import dev.sluice.domain.analysis.Signal;

/**
 * Reads the records of {@code signals}. One that an account could not take is refused here, where
 * it becomes a dead letter; behind this it would end the job again and again.
 */
public final class SignalReader {
  private SignalReader() {}

  /**
   * Reads a signal.
   *
   * @throws MalformedRecordException where it is none, or lacks what an order is made of, naming
   *     the field
   */
  public static Signal read(byte[] bytes) {
    if (bytes == null) {
      throw new MalformedRecordException("value: was null, expected " + JsonCodec.SIGNAL.schema());
    }
    Signal signal = JsonCodec.SIGNAL.decode(bytes);
    present("id", signal.id());
    present("strategy", signal.strategy());
    present("symbol", signal.symbol());
    present("type", signal.type());
    present("event_time", signal.eventTime());
    try {
      var unused = signal.eventTime().toEpochMilli();
    } catch (ArithmeticException e) {
      throw new MalformedRecordException(
          "event_time: was '" + signal.eventTime() + "', expected a time of milliseconds", e);
    }
    return signal;
  }

  private static void present(String field, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new MalformedRecordException(field + ": was '" + value + "', expected a value");
    }
  }
}
