package dev.sluice.connectors.venue;

import java.net.URI;
import java.time.Duration;

/** The remote paper venue, at an address of {@code http} or {@code https}. */
public final class HttpVenueProvider implements VenueProvider {
  @Override
  public boolean supports(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }

  @Override
  public VenueFactory venue(String name, URI address, String account, Duration timeout) {
    if (address.getHost() == null) {
      throw new IllegalArgumentException(
          "was '" + address + "', expected an address with a host, as http://HOST:PORT");
    }
    return () -> {
      HttpVenue venue = new HttpVenue(name, address, account, timeout);
      // A client of HTTP connects with its first request: a connection is one that has answered.
      var unused = venue.openOrders();
      return venue;
    };
  }
}
