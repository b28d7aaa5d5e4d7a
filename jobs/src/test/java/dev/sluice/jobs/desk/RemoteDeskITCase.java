package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.venue.ConnectorSettings;
import dev.sluice.connectors.venue.HttpVenue;
import dev.sluice.connectors.venue.KafkaConnector;
import dev.sluice.connectors.venue.Venue;
import dev.sluice.connectors.venue.VenueException;
import dev.sluice.connectors.venue.VenueFactory;
import dev.sluice.console.ControlRequests;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Order;
import dev.sluice.embedded.venue.QuotesFromKafka;
import dev.sluice.embedded.venue.RemoteVenue;
import dev.sluice.wire.JsonCodec;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole desk whose account trades at a venue outside the job: decided on the desk's quotes,
 * executed on the same quotes by the venue, booked from its reports. One connector dies between an
 * order and its answer; another goes on; a halt ends it. What the venue has really done is what the
 * desk has recorded.
 */
@Timeout(600)
class RemoteDeskITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final BigDecimal INITIAL_CASH = new BigDecimal("100000");

  /** The order behind which the first connector dies. */
  private static final int LAST_ORDER = 3;

  @TempDir private Path directory;

  @Test
  void whatTheVenueDidIsWhatTheDeskHas() throws Exception {
    Path accounts = directory.resolve("accounts.json");
    Files.writeString(
        accounts,
        "{\"accounts\": [{\"name\": \"paper\", \"venue\": \"REMOTE\","
            + " \"limits\": {\"max_orders\": \"500\"}}]}");
    Map<String, String> environment =
        Map.of(
            "SLUICE_ACCOUNTS", accounts.toString(),
            "SLUICE_ANALYST_ENABLED", "false",
            "SLUICE_MARKET_INDICATOR_TIMEFRAMES", "1m;1d;1w",
            "SLUICE_STRATEGIES", "[{strategy: sma-cross, fast: 3, slow: 8, timeframe: 1m}]");
    DeskOptions options =
        new DeskOptions(
            directory.resolve("desk"), null, List.of("AAPL", "MSFT"), 1L, -1, Pace.of("120"));
    try (RunningDesk desk = RunningDesk.start(options, environment);
        RemoteVenue venue =
            RemoteVenue.start(
                RemoteVenue.Settings.of(directory.resolve("venue"), 0, ExchangeCalendar.nyse()));
        QuotesFromKafka quotes =
            QuotesFromKafka.start(FeedClients.consumer(desk.endpoints().get("kafka")), venue)) {
      desk.begin();
      tradesThroughTwoConnectors(desk, venue);
      assertThat(quotes.failure()).isNull();
    }
  }

  private void tradesThroughTwoConnectors(RunningDesk desk, RemoteVenue venue) throws Exception {
    String kafka = desk.endpoints().get("kafka");
    DeskRecords records = desk.records();
    Dying dying = new Dying(venue.address());
    try (KafkaConnector first = connector(kafka, dying)) {
      assertThat(run(first).handle((done, error) -> error).get())
          .as("how the first one ended")
          .isInstanceOf(Killed.class);
    }
    String last = dying.last;
    try (KafkaConnector second = connector(kafka, () -> client(venue.address()))) {
      CompletableFuture<Void> running = run(second);
      Await.until(
          "the order that was under way is known",
          PATIENCE,
          () ->
              records.count(
                      "orders where client_order_id = '%s' and status = 'FILLED'".formatted(last))
                  == 1);
      assertThat(
              records.count(
                  "order_events where client_order_id = '%s' and status = 'UNKNOWN'"
                      .formatted(last)))
          .as("it was unknown in between")
          .isEqualTo(1);
      Await.until("more trades", PATIENCE, () -> records.count("trades") >= LAST_ORDER + 7);
      halt(kafka, records);
      isTheSame(venue, records);
      agreesWithItself(records);
      staysAsItIs(venue, desk, records);
      assertThat(second.connector().status().strays()).isZero();
      second.connector().stop();
      running.get();
    }
  }

  /** Halts the account by a control and waits until nothing of it is at work. */
  private static void halt(String kafka, DeskRecords records) throws Exception {
    try (ControlRequests requests = ControlRequests.kafka(kafka, "test")) {
      requests.send(new Control("halt-1", "paper", ControlAction.HALT, "enough", "the test", null));
    }
    Await.until(
        "halted, with nothing at work",
        PATIENCE,
        () ->
            records.count("accounts where name = 'paper' and state = 'HALTED'") == 1
                && records.count(
                        "orders where status not in ('FILLED', 'CANCELLED', 'EXPIRED', 'REJECTED',"
                            + " 'DENIED')")
                    == 0);
    assertThat(records.rows("select reason from accounts").get(0).get("reason").toString())
        .as("halted by the control, not by a difference")
        .contains("enough");
  }

  /** The venue's own ledger against the desk's tables. */
  private static void isTheSame(RemoteVenue venue, DeskRecords records) throws Exception {
    JsonNode ledger = ask(venue, "/v1/ledger").get("events");
    BigDecimal cash = INITIAL_CASH;
    Map<String, BigDecimal> held = new TreeMap<>();
    Map<String, BigDecimal> filled = new TreeMap<>();
    int trades = 0;
    for (JsonNode event : ledger) {
      JsonNode report = event.get("report");
      if (report.get("type").asText().equals("TRADE")) {
        BigDecimal quantity = new BigDecimal(report.get("last_quantity").asText());
        BigDecimal price = new BigDecimal(report.get("last_price").asText());
        boolean buys = event.get("side").asText().equals("BUY");
        BigDecimal change = buys ? quantity : quantity.negate();
        held.merge(event.get("symbol").asText(), change, BigDecimal::add);
        filled.merge(report.get("client_order_id").asText(), quantity, BigDecimal::add);
        cash =
            cash.subtract(change.multiply(price))
                .subtract(new BigDecimal(report.get("commission").asText()));
        trades++;
      }
    }
    held.values().removeIf(quantity -> quantity.signum() == 0);
    assertThat(records.count("trades where venue = 'REMOTE'")).isEqualTo(trades);
    assertThat(records.count("trades")).isEqualTo(trades);
    assertThat(records.number("select cash from accounts")).isEqualByComparingTo(cash);
    assertSame(held, records, "select symbol as what, quantity from positions where quantity <> 0");
    assertSame(
        filled,
        records,
        "select client_order_id as what, filled_quantity as quantity from orders"
            + " where filled_quantity > 0");
  }

  private static void agreesWithItself(DeskRecords records) throws Exception {
    assertThat(records.doubles()).isEmpty();
    assertThat(records.cashUnaccountedFor("paper", INITIAL_CASH)).isEqualByComparingTo("0");
    assertThat(records.positionsUnaccountedFor()).isEmpty();
    assertThat(records.ordersUnaccountedFor()).isEmpty();
  }

  private static void assertSame(
      Map<String, BigDecimal> expected, DeskRecords records, String query) throws Exception {
    Map<String, BigDecimal> recorded = new HashMap<>();
    records
        .rows(query)
        .forEach(row -> recorded.put((String) row.get("what"), (BigDecimal) row.get("quantity")));
    assertThat(recorded.keySet()).isEqualTo(expected.keySet());
    recorded.forEach(
        (what, quantity) -> assertThat(quantity).as(what).isEqualByComparingTo(expected.get(what)));
  }

  /** The market goes on; the account does not. */
  private static void staysAsItIs(RemoteVenue venue, RunningDesk desk, DeskRecords records)
      throws Exception {
    int before = ask(venue, "/v1/ledger").get("events").size();
    long asked = records.count("orders");
    Instant later = Instant.ofEpochMilli(desk.takenThrough()).plus(Duration.ofMinutes(30));
    Await.until(
        "half an hour later",
        PATIENCE,
        () ->
            desk.takenThrough() > later.toEpochMilli()
                && Instant.parse(ask(venue, "/v1/health").get("market_time").asText())
                    .isAfter(later));
    assertThat(ask(venue, "/v1/ledger").get("events")).hasSize(before);
    assertThat(records.count("orders where status not in ('DENIED')"))
        .as("orders")
        .isLessThanOrEqualTo(asked);
    assertThat(ask(venue, "/v1/accounts/paper/orders").get("client_order_ids")).isEmpty();
  }

  private static KafkaConnector connector(String kafka, VenueFactory factory) {
    ConnectorSettings settings =
        ConnectorSettings.DEFAULT.with(
            Duration.ofMinutes(2), Duration.ofSeconds(3), Duration.ofSeconds(2), 0);
    return KafkaConnector.open(
        kafka, 2, "paper", "REMOTE", factory, settings, Duration.ofMillis(500));
  }

  private static CompletableFuture<Void> run(KafkaConnector connector) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                connector.connector().run();
                end.complete(null);
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            },
            "connector-under-test");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  private static HttpVenue client(URI address) {
    return new HttpVenue("REMOTE", address, "paper", Duration.ofSeconds(20));
  }

  private static JsonNode ask(RemoteVenue venue, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(venue.address().resolve(path)).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Ends a connector where no code of it can hold it up: as a kill does. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Connections on which one order arrives, and whoever sent it dies before the answer. */
  private static final class Dying implements VenueFactory {
    private final URI address;
    private final AtomicInteger orders = new AtomicInteger();
    private volatile String last;

    private Dying(URI address) {
      this.address = address;
    }

    @Override
    public Venue open() {
      HttpVenue venue = client(address);
      return new Venue() {
        @Override
        public String name() {
          return venue.name();
        }

        @Override
        public ExecutionReport place(Order order) throws VenueException {
          ExecutionReport said = venue.place(order);
          if (orders.incrementAndGet() == LAST_ORDER) {
            last = order.id();
            throw new Killed();
          }
          return said;
        }

        @Override
        public ExecutionReport cancel(Order order) throws VenueException {
          return venue.cancel(order);
        }

        @Override
        public Optional<ExecutionReport> order(String id) throws VenueException {
          return venue.order(id);
        }

        @Override
        public List<String> openOrders() throws VenueException {
          return venue.openOrders();
        }

        @Override
        public Events since(String cursor, Duration wait) throws VenueException {
          return venue.since(cursor, wait);
        }

        @Override
        public Positions positions() throws VenueException {
          return venue.positions();
        }

        @Override
        public void close() {
          venue.close();
        }
      };
    }
  }
}
