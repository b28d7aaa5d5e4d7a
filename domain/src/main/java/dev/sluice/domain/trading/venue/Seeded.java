package dev.sluice.domain.trading.venue;

import dev.sluice.domain.Ids;
import java.util.UUID;

/**
 * Figures that look random and derive from an id alone: the first 53 bits of the mixing function of
 * SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014) over a name-based UUID. No generator is kept, so nothing has to be restored.
 */
final class Seeded {
  private Seeded() {}

  /** A figure from 0 to below 1. */
  static double uniform(String purpose, String id) {
    UUID name = UUID.fromString(Ids.of(purpose, id));
    long z = name.getMostSignificantBits() ^ name.getLeastSignificantBits();
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
