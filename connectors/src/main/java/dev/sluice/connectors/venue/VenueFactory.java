package dev.sluice.connectors.venue;

/** Opens connections to one venue for one account. */
@FunctionalInterface
public interface VenueFactory {
  /**
   * A new connection that shares nothing with earlier ones.
   *
   * @throws VenueException where none came about
   */
  Venue open() throws VenueException;
}
