package dev.sluice.wire;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.sluice.domain.analysis.Signal;
import java.util.stream.Collectors;

/**
 * Reads the records of {@code signals}. One that an account could not take is refused here, where
 * it becomes a dead letter; behind this it would end the job again and again.
 */
public final class SignalReader {
  private SignalReader() {}

  /**
   * Reads a signal.
   *
   * @throws MalformedRecordException where it is none, lacks what an order is made of, or has terms
   *     that do not go together, naming the field
   */
  public static Signal read(byte[] bytes) {
    if (bytes == null) {
      throw new MalformedRecordException("value: was null, expected " + JsonCodec.SIGNAL.schema());
    }
    Signal signal = decode(bytes);
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

  private static Signal decode(byte[] bytes) {
    try {
      return JsonCodec.SIGNAL.decode(bytes);
    } catch (MalformedRecordException e) {
      if (e.getCause() instanceof JsonMappingException unfit && !unfit.getPath().isEmpty()) {
        throw new MalformedRecordException(path(unfit) + ": " + reason(unfit), e);
      }
      throw e;
    }
  }

  private static String path(JsonMappingException unfit) {
    return unfit.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }

  /** What the value's own constructor says of it, or else the parser. */
  private static String reason(JsonMappingException unfit) {
    return JsonCodec.firstLine(
        unfit.getCause() instanceof IllegalArgumentException said ? said : unfit);
  }

  private static void present(String field, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new MalformedRecordException(field + ": was '" + value + "', expected a value");
    }
  }
}
