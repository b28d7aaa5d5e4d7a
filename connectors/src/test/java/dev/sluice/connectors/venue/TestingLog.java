package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.VenueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Outbox and journal in memory; a journal that was opened later shuts the earlier ones out. */
final class TestingLog {
  private final TestingKill kill;
  private final List<OutboxEntry> requests = new ArrayList<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private int writer;

  TestingLog(TestingKill kill) {
    this.kill = kill;
  }

  void ask(VenueRequest request, Instant appendedAt) {
    requests.add(new OutboxEntry(request, appendedAt));
  }

  List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  Outbox outbox() {
    return new Outbox() {
      private int next;

      @Override
      public List<OutboxEntry> readToEnd() {
        return poll(Duration.ZERO);
      }

      @Override
      public List<OutboxEntry> poll(Duration wait) {
        List<OutboxEntry> fresh = List.copyOf(requests.subList(next, requests.size()));
        next = requests.size();
        return fresh;
      }

      @Override
      public void close() {}
    };
  }

  Journal journal() {
    return new Journal() {
      private int own;

      @Override
      public List<JournalEntry> open() {
        own = ++writer;
        return entries();
      }

      @Override
      public void append(List<JournalEntry> fresh) throws JournalException {
        kill.before();
        if (own != writer) {
          throw new JournalException("another connector has taken over", true, null);
        }
        entries.addAll(fresh);
        kill.after();
      }

      @Override
      public void close() {}
    };
  }
}
