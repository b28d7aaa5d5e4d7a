package dev.sluice.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.PositionReport;
import java.io.IOException;
import java.time.Instant;

/**
 * A record of {@code inputs}: what came from outside the stream of prices, at the time that the
 * sequencer gave it. One of the three is there, the others are null.
 *
 * @param control of a person or a pattern
 * @param execution what a venue said of an order
 * @param position what a venue holds
 */
public record SequencedInput(Control control, ExecutionReport execution, PositionReport position) {

  /** A control. */
  public static SequencedInput of(Control control) {
    return new SequencedInput(control, null, null);
  }

  /** A report about an order. */
  public static SequencedInput of(ExecutionReport execution) {
    return new SequencedInput(null, execution, null);
  }

  /** A report of positions. */
  public static SequencedInput of(PositionReport position) {
    return new SequencedInput(null, null, position);
  }

  /**
   * Reads any of the three; a record that names no schema is a control. A report is checked, a
   * control only for whom it is and its id: who takes it says what else is wrong with it.
   *
   * @throws MalformedRecordException where it is none of them, or a report with a wrong field
   */
  public static SequencedInput decode(byte[] bytes) {
    JsonNode tree;
    try {
      tree = JsonCodec.readTree(bytes);
    } catch (IOException e) {
      throw new MalformedRecordException("control/1: " + JsonCodec.firstLine(e), e);
    }
    JsonNode schema = tree == null ? null : tree.get("schema");
    String name = schema == null ? "" : schema.asText();
    if (name.startsWith("execution-report/")) {
      return checked(of(JsonCodec.EXECUTION_REPORT.decode(tree)));
    }
    if (name.startsWith("position-report/")) {
      return checked(of(JsonCodec.POSITION_REPORT.decode(tree)));
    }
    Control control = JsonCodec.CONTROL.decode(tree);
    if (control.id() == null || control.account() == null) {
      throw new MalformedRecordException(
          "id and account: were '%s' and '%s', expected values"
              .formatted(control.id(), control.account()));
    }
    return of(control);
  }

  private static SequencedInput checked(SequencedInput report) {
    try {
      if (report.execution() != null) {
        report.execution().check();
      } else {
        report.position().check();
      }
      return report;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }

  /** The record as UTF-8 JSON. */
  public byte[] encode() {
    if (control != null) {
      return JsonCodec.CONTROL.encode(control);
    }
    return execution != null
        ? JsonCodec.EXECUTION_REPORT.encode(execution)
        : JsonCodec.POSITION_REPORT.encode(position);
  }

  /** Name of the account that it is for; {@code *} for all. */
  public String account() {
    if (control != null) {
      return control.account();
    }
    return execution != null ? execution.account() : position.account();
  }

  /** Event time from which it counts, UTC; null before it was sequenced. */
  public Instant effectiveAt() {
    if (control != null) {
      return control.effectiveAt();
    }
    return execution != null ? execution.effectiveAt() : position.effectiveAt();
  }

  /** Place of a report among those of its partition; −1 for a control. */
  public long sequence() {
    if (control != null) {
      return -1;
    }
    return execution != null ? execution.sequence() : position.sequence();
  }

  /** A report as the sequencer stamps it; a control has no place. */
  public SequencedInput at(Instant time, long place) {
    if (control != null) {
      return of(control.at(time));
    }
    return execution != null ? of(execution.at(time, place)) : of(position.at(time, place));
  }
}
