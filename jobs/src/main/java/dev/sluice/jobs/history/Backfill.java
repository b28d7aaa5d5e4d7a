package dev.sluice.jobs.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Loads bars into a history, a year of a symbol at a time. A load that was ended half-way is simply
 * begun again: what it had written is found equal and is not written twice.
 */
public final class Backfill {
  /** Writing is waiting for the store as much as packing; more threads than cores pay little. */
  private static final int THREADS = 4;

  private final HistoryStore store;
  private int written;
  private int skipped;

  /** A load into this history. */
  public Backfill(HistoryStore store) {
    this.store = store;
  }

  /**
   * Loads bars.
   *
   * @param bars at most one a symbol and date; a later one of the same takes its place
   * @param progress is told how many objects are done
   * @throws HistoryException where the store fails; what was written stays
   */
  public void load(Collection<HistoryBar> bars, IntConsumer progress)
      throws HistoryException, InterruptedException {
    Map<String, Map<Integer, List<HistoryBar>>> years = new TreeMap<>();
    for (HistoryBar bar : bars) {
      years
          .computeIfAbsent(bar.symbol(), symbol -> new TreeMap<>())
          .computeIfAbsent(bar.date().getYear(), year -> new ArrayList<>())
          .add(bar);
    }
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> merges = new ArrayList<>();
      years.forEach(
          (symbol, ofSymbol) ->
              ofSymbol.forEach(
                  (year, ofYear) ->
                      merges.add(workers.submit(() -> store.merge(symbol, year, ofYear)))));
      for (Future<Boolean> merge : merges) {
        count(merge);
        progress.accept(written + skipped);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private void count(Future<Boolean> merge) throws HistoryException, InterruptedException {
    try {
      if (merge.get()) {
        written++;
      } else {
        skipped++;
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HistoryException failure) {
        throw failure;
      }
      throw new IllegalStateException("a year could not be loaded", e.getCause());
    }
  }

  /** Objects that were written. */
  public int written() {
    return written;
  }

  /** Objects that were there as they should be. */
  public int skipped() {
    return skipped;
  }
}
