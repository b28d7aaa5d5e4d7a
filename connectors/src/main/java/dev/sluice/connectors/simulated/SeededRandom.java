package dev.sluice.connectors.simulated;

/**
 * Random numbers that depend on nothing but their key: SplitMix64 (Steele, Lea and Flood, OOPSLA
 * 2014), and from it normal deviates by Marsaglia's polar method. {@link StrictMath} keeps every
 * bit the same on every Java platform, which the library's generators do not promise.
 */
final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;
  private double spare = Double.NaN;

  private SeededRandom(long state) {
    this.state = state;
  }

  /**
   * The stream of this key.
   *
   * @param seed the market's seed
   * @param name what the stream is for, for example a symbol
   * @param index which one of them, for example the session's number
   */
  static SeededRandom of(long seed, String name, long index) {
    long key = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < name.length(); i++) {
      key = mix(key + GOLDEN_GAMMA * (name.charAt(i) + 1L));
    }
    return new SeededRandom(mix(key ^ mix(index + GOLDEN_GAMMA)));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Exponential with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - uniform());
  }

  /** Standard normal. */
  double gaussian() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  }
}
