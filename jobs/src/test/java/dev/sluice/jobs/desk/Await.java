package dev.sluice.jobs.desk;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, and says which did not come. */
final class Await {
  private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();

  private Await() {}

  /** Looks until the condition holds. A look that fails is a look at what is not there yet. */
  static void until(String condition, Duration patience, Callable<Boolean> look) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (look.call()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    throw new AssertionError("within " + patience + " not: " + condition, last);
  }
}
