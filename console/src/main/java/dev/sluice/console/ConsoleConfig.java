package dev.sluice.console;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.JsonCodec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the console needs to know.
 *
 * @param host address to bind; {@code 127.0.0.1} unless a person asks for more
 * @param port port to bind; 0 takes a free one
 * @param allowedHosts further host names (without port) that a browser may use in its address bar;
 *     loopback names and {@code host} are always allowed
 * @param jdbcUrl PostgreSQL address
 * @param dbUser database user
 * @param dbPassword database password; empty where there is none
 * @param kafkaBootstrap Kafka bootstrap servers
 * @param objects reads the object store; the caller closes it
 * @param quoteDecoder reads a value of the topic {@code quotes}
 * @param tokenFile where the access token is kept, made with mode 0600 where it is missing
 * @param simulated true where the feed's prices are not a market's
 * @param flinkUrl address of Flink's dashboard, for a link; null where there is none
 */
public record ConsoleConfig(
    String host,
    int port,
    Set<String> allowedHosts,
    String jdbcUrl,
    String dbUser,
    String dbPassword,
    String kafkaBootstrap,
    ObjectReader objects,
    Function<byte[], Tick> quoteDecoder,
    Path tokenFile,
    boolean simulated,
    String flinkUrl) {
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]");

  /** Checks what cannot be left out. */
  public ConsoleConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(jdbcUrl, "jdbcUrl");
    Objects.requireNonNull(objects, "objects");
    Objects.requireNonNull(quoteDecoder, "quoteDecoder");
    Objects.requireNonNull(tokenFile, "tokenFile");
    allowedHosts =
        allowedHosts.stream().map(ConsoleConfig::hostName).collect(Collectors.toUnmodifiableSet());
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: was " + port + ", expected 0 to 65535");
    }
  }

  /** The usual console: loopback, a free port, quotes as JSON, no link to Flink. */
  public static ConsoleConfig local(
      String jdbcUrl,
      String dbUser,
      String dbPassword,
      String kafkaBootstrap,
      ObjectReader objects,
      Path tokenFile,
      boolean simulated) {
    return new ConsoleConfig(
        "127.0.0.1",
        0,
        Set.of(),
        jdbcUrl,
        dbUser,
        dbPassword,
        kafkaBootstrap,
        objects,
        JsonCodec.TICK::decode,
        tokenFile,
        simulated,
        null);
  }

  /** The same, bound elsewhere. */
  public ConsoleConfig withAddress(String newHost, int newPort) {
    return new ConsoleConfig(
        newHost,
        newPort,
        allowedHosts,
        jdbcUrl,
        dbUser,
        dbPassword,
        kafkaBootstrap,
        objects,
        quoteDecoder,
        tokenFile,
        simulated,
        flinkUrl);
  }

  /**
   * The same, with other host names that a browser may use in its address bar, for example behind a
   * proxy. They replace those of before.
   *
   * @param hosts names or addresses without scheme and port, an IPv6 address in brackets; case does
   *     not count; empty for none but loopback and the bound host
   * @throws IllegalArgumentException where one of them is none
   */
  public ConsoleConfig withAllowedHosts(Set<String> hosts) {
    return new ConsoleConfig(
        host,
        port,
        hosts,
        jdbcUrl,
        dbUser,
        dbPassword,
        kafkaBootstrap,
        objects,
        quoteDecoder,
        tokenFile,
        simulated,
        flinkUrl);
  }

  /** A Host header is compared in lower case. */
  private static String hostName(String name) {
    if (!HOST_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "allowedHosts: was '" + name + "', expected a host name without scheme and port");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /** The same, with another reader of quotes, for example Avro's. */
  public ConsoleConfig withQuoteDecoder(Function<byte[], Tick> decoder) {
    return new ConsoleConfig(
        host,
        port,
        allowedHosts,
        jdbcUrl,
        dbUser,
        dbPassword,
        kafkaBootstrap,
        objects,
        decoder,
        tokenFile,
        simulated,
        flinkUrl);
  }

  /** The same, with a link to Flink's dashboard. */
  public ConsoleConfig withFlinkUrl(String url) {
    return new ConsoleConfig(
        host,
        port,
        allowedHosts,
        jdbcUrl,
        dbUser,
        dbPassword,
        kafkaBootstrap,
        objects,
        quoteDecoder,
        tokenFile,
        simulated,
        url);
  }
}
