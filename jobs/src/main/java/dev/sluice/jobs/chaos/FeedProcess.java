package dev.sluice.jobs.chaos;

import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.FeedSlice;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.desk.DeskFeed;
import dev.sluice.jobs.desk.DeskOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;

/**
 * The simulated market and the sequencer in a process of their own. The parent says by lines {@code
 * gate MILLIS} up to which event time may be published, so that a fault comes at the same place of
 * the day whatever the machine's speed.
 */
final class FeedProcess {
  private FeedProcess() {}

  /** Arguments: seed, date of the last session, milliseconds to wait at each heartbeat. */
  static void run(String[] args) throws Exception {
    SluiceConfig config = SluiceConfig.from();
    LocalDate last = LocalDate.parse(args[1]);
    FeedSource market =
        DeskFeed.open(DeskOptions.SIMULATED, config.namedSymbols(), Long.parseLong(args[0]));
    GatedClock gate = new GatedClock(Long.parseLong(args[2]));
    ServiceProcess.goWithTheParent(gate::told, () -> {});
    CountDownLatch ended = new CountDownLatch(1);
    ServiceProcess.ready("clock=-");
    try (DeskFeed feed =
        DeskFeed.start(new Until(market, last), config, Pace.MAX, -1, new Listener(gate, ended))) {
      while (ended.getCount() > 0) {
        feed.progress();
        Thread.sleep(100);
      }
      FeedProgress progress = feed.progress();
      ServiceProcess.ready("finished=" + progress.lastHeartbeat().toEpochMilli());
      // The sequencer goes on: venues report, and people ask, after the last tick.
      while (true) {
        feed.progress();
        Thread.sleep(1000);
      }
    }
  }

  private record Listener(GatedClock gate, CountDownLatch ended) implements FeedListener {
    @Override
    public void heartbeat(Instant clock) {
      gate.await(clock.toEpochMilli());
    }

    @Override
    public void finished(Instant lastHeartbeat) {
      ended.countDown();
    }
  }

  /** Holds the feed back at the gate, and a moment at each heartbeat. */
  private static final class GatedClock {
    private long pause;
    private long gate = Long.MIN_VALUE;

    GatedClock(long pause) {
      this.pause = pause;
    }

    synchronized void told(String line) {
      if (line.startsWith("gate ")) {
        gate = Math.max(gate, Long.parseLong(line.substring("gate ".length())));
        notifyAll();
      } else if (line.startsWith("pause ")) {
        pause = Long.parseLong(line.substring("pause ".length()));
      }
    }

    synchronized void await(long clock) {
      try {
        while (clock > gate) {
          wait();
        }
        if (pause > 0) {
          wait(pause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A market up to and with the session of a date. */
  private record Until(FeedSource market, LocalDate last) implements FeedSource {
    @Override
    public String name() {
      return market.name();
    }

    @Override
    public String identity() {
      return market.identity();
    }

    @Override
    public List<String> symbols() {
      return market.symbols();
    }

    @Override
    public boolean intraday() {
      return market.intraday();
    }

    @Override
    public Iterator<FeedSlice> slices(Instant clock) {
      Iterator<FeedSlice> all = market.slices(clock);
      return new Iterator<>() {
        private FeedSlice next = all.next();

        @Override
        public boolean hasNext() {
          return !next.session().date().isAfter(last);
        }

        @Override
        public FeedSlice next() {
          if (!hasNext()) {
            throw new NoSuchElementException("the session of " + last + " was the last");
          }
          FeedSlice slice = next;
          next = all.next();
          return slice;
        }
      };
    }
  }
}
