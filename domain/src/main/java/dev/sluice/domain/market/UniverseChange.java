package dev.sluice.domain.market;

/**
 * One step from a universe to the next edition of it, as it is written to a log: first each listing
 * of the edition, then that it is complete. A listing acts at once; that an edition is complete
 * removes what is not in it.
 *
 * @param edition number of the edition, above 0; a later one has a higher number
 * @param listing null where the edition is complete
 * @param listings how many listings a complete edition has; 0 with a listing
 */
public record UniverseChange(long edition, Listing listing, int listings) {
  /** A listing of an edition. */
  public static UniverseChange of(long edition, Listing listing) {
    return new UniverseChange(edition, listing, 0);
  }

  /** The end of an edition. */
  public static UniverseChange complete(long edition, int listings) {
    return new UniverseChange(edition, null, listings);
  }
}
