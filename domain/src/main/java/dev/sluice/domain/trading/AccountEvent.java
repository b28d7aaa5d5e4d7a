package dev.sluice.domain.trading;

import java.util.Objects;

/** What an account machine says, in the order in which it happened. */
public sealed interface AccountEvent {

  /** An order in a new state. */
  record OrderChanged(Order order) implements AccountEvent {
    public OrderChanged {
      Objects.requireNonNull(order, "order");
    }
  }

  /** An execution. */
  record Filled(Fill fill) implements AccountEvent {
    public Filled {
      Objects.requireNonNull(fill, "fill");
    }
  }

  /**
   * The account at a moment.
   *
   * @param portfolio the snapshot
   * @param occasion why it was taken
   * @param executionId execution of the last signal that the account took; null before the first
   */
  record Snapshot(PortfolioSnapshot portfolio, Occasion occasion, String executionId)
      implements AccountEvent {
    public Snapshot {
      Objects.requireNonNull(portfolio, "portfolio");
      Objects.requireNonNull(occasion, "occasion");
    }
  }

  /** A control that is in force from now on. */
  record ControlApplied(Control control) implements AccountEvent {
    public ControlApplied {
      Objects.requireNonNull(control, "control");
    }
  }

  /**
   * A control that is not in force.
   *
   * @param control as it came
   * @param reason field, value and what was expected
   */
  record ControlRefused(Control control, String reason) implements AccountEvent {
    public ControlRefused {
      Objects.requireNonNull(control, "control");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Something that a venue outside the job is asked for. */
  record VenueRequested(VenueRequest request) implements AccountEvent {
    public VenueRequested {
      Objects.requireNonNull(request, "request");
    }
  }

  /**
   * A report of a venue that changed nothing: of an order that is not ours, one that cannot be, or
   * a second copy of what is known.
   *
   * @param id of the report
   * @param reason what is wrong with it; null for a second copy
   */
  record ReportIgnored(String id, String reason) implements AccountEvent {
    public ReportIgnored {
      Objects.requireNonNull(id, "id");
    }
  }

  /** Why a snapshot was taken. */
  enum Occasion {
    FILL,
    MINUTE,
    SESSION_CLOSE,
    /** A split changed the quantity and the price of a position. */
    SPLIT,
    /** The kill switch or a failed invariant changed the account. */
    STATUS
  }
}
