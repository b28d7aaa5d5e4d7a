package dev.sluice.embedded.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.embedded.venue.VenueFault.Kind;
import dev.sluice.embedded.venue.VenueFeed.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** In which order what happened is told, which a fault may change. Its owner's lock guards it. */
final class VenueDelivery {
  private static final List<Kind> HOLDING =
      List.of(
          Kind.EXECUTION_BEFORE_ACCEPTED, Kind.EXECUTION_AFTER_CANCEL, Kind.EXECUTION_OUT_OF_ORDER);

  private final VenueFaults faults;
  private final List<Held> held = new ArrayList<>();

  VenueDelivery(VenueFaults faults) {
    this.faults = faults;
  }

  private record Held(Entry entry, Kind why, long until) {
    /** Whether it is told now that something else was. */
    boolean freedBy(Entry other) {
      ExecutionReport mine = entry.report();
      ExecutionReport said = other.report();
      boolean sameOrder =
          mine.clientOrderId().equals(said.clientOrderId())
              && mine.account().equals(said.account());
      return switch (why) {
        case EXECUTION_BEFORE_ACCEPTED -> sameOrder && said.type() == Type.TRADE;
        case EXECUTION_AFTER_CANCEL ->
            sameOrder && (said.type() == Type.CANCELLED || said.type() == Type.EXPIRED);
        default -> mine.account().equals(said.account());
      };
    }
  }

  /** What is told now that this has happened; what is not will come from a later call. */
  List<Entry> happened(List<Entry> entries) {
    List<Entry> told = new ArrayList<>();
    for (Entry entry : entries) {
      if (!hold(entry)) {
        tell(entry, told);
        if (entry.report().type() == Type.TRADE
            && faults.on(Kind.EXECUTION_TWICE, entry.report().account()).isPresent()) {
          told.add(entry);
        }
      }
    }
    return told;
  }

  /** What has been held back for long enough. */
  List<Entry> overdue() {
    List<Entry> told = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Held one : List.copyOf(held)) {
        if (System.nanoTime() - one.until >= 0 && held.remove(one)) {
          tell(one.entry, told);
          more = true;
        }
      }
    }
    return told;
  }

  private boolean hold(Entry entry) {
    for (Kind kind : HOLDING) {
      Type concerned = kind == Kind.EXECUTION_BEFORE_ACCEPTED ? Type.ACCEPTED : Type.TRADE;
      if (entry.report().type() == concerned) {
        Optional<VenueFault> fault = faults.on(kind, entry.report().account());
        if (fault.isPresent()) {
          long time = TimeUnit.MILLISECONDS.toNanos(fault.get().time());
          held.add(new Held(entry, kind, System.nanoTime() + time));
          return true;
        }
      }
    }
    return false;
  }

  private void tell(Entry entry, List<Entry> told) {
    told.add(entry);
    List<Entry> freed = new ArrayList<>();
    for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
      Held one = all.next();
      if (one.freedBy(entry)) {
        all.remove();
        freed.add(one.entry);
      }
    }
    freed.forEach(one -> tell(one, told));
  }
}
