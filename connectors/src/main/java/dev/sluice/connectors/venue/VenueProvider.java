package dev.sluice.connectors.venue;

import java.net.URI;
import java.time.Duration;

/**
 * Makes connections to one kind of venue; found by {@link java.util.ServiceLoader}, so that a kind
 * is added by a class and a line in {@code
 * META-INF/services/dev.sluice.connectors.venue.VenueProvider}.
 */
public interface VenueProvider {
  /** Whether addresses of this scheme are this provider's, for example {@code http}. */
  boolean supports(String scheme);

  /**
   * Connections to a venue for an account; none is made yet.
   *
   * @param name of the venue, as reports carry it
   * @param address of the venue; secrets are not in it but in the provider's own environment
   * @param account as the venue's orders and reports carry it
   * @param timeout after which a call without an answer has failed, wall-clock time
   * @throws IllegalArgumentException naming what is wrong with the address
   */
  VenueFactory venue(String name, URI address, String account, Duration timeout);
}
