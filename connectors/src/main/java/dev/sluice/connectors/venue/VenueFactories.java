package dev.sluice.connectors.venue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Connections to venues by address. */
public final class VenueFactories {
  private final List<VenueProvider> providers;

  /** With these providers; the first that supports an address has it. */
  public VenueFactories(List<VenueProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** With the providers on the class path. */
  public static VenueFactories installed() {
    List<VenueProvider> found = new ArrayList<>();
    ServiceLoader.load(VenueProvider.class).forEach(found::add);
    return new VenueFactories(found);
  }

  /**
   * Connections to the venue at an address.
   *
   * @param name of the venue, as reports carry it
   * @param address a URI with a scheme, for example {@code http://127.0.0.1:9090}
   * @param account whose orders they carry
   * @param timeout of each call, wall-clock time
   * @throws IllegalArgumentException where no provider supports it, or it is no address
   */
  public VenueFactory of(String name, String address, String account, Duration timeout) {
    URI uri = URI.create(address);
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException(
          "was '" + address + "', expected an address with a scheme, as http://HOST:PORT");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return providers.stream()
        .filter(provider -> provider.supports(scheme))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "was '%s', expected a scheme that one of the installed venues supports: %s"
                        .formatted(
                            address,
                            providers.stream().map(p -> p.getClass().getSimpleName()).toList())))
        .venue(name, uri, account, timeout);
  }
}
