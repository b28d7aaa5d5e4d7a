package dev.sluice.connectors.venue;

/** Ends a connector hard before or after the n-th thing that it does outside itself. */
final class TestingKill {
  /** What kill -9 is to a process: nothing of the connector runs after it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private int left = Integer.MAX_VALUE;
  private boolean after;
  private int seen;

  /** Ends it at the n-th call from now, n from 0; before it has an effect or after. */
  void at(int n, boolean afterEffect) {
    left = n;
    after = afterEffect;
  }

  void never() {
    left = Integer.MAX_VALUE;
  }

  /** Calls so far. */
  int seen() {
    return seen;
  }

  /** To be called before an effect. */
  void before() {
    seen++;
    if (left == 0 && !after) {
      throw new Killed();
    }
  }

  /** To be called after it. */
  void after() {
    if (left == 0 && after) {
      throw new Killed();
    }
    left--;
  }
}
