package dev.sluice.jobs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.wire.Headers;
import dev.sluice.wire.SequencedInput;
import dev.sluice.wire.Topics;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the venue really did, by its own ledger, against what the account believes: each order taken
 * once at most, each execution booked once, positions equal.
 */
final class VenueAudit {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(30);

  private final List<String> problems = new ArrayList<>();
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final Map<String, String> fills = new HashMap<>();
  private int orders;
  private int executions;
  private int unknown;
  private int unknownForLong;
  private double longestUnknown;

  private VenueAudit() {}

  /**
   * Waits until the sequencer has all executions that the venue has made.
   *
   * @throws ChaosException where it has not in time
   */
  static void awaitTold(ChaosDesk desk, BooleanSupplier tend) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isTold(desk)) {
      if (System.nanoTime() > end) {
        throw new ChaosException("the venue's executions were not told within " + PATIENCE);
      }
      var unused = tend.getAsBoolean();
      Thread.sleep(500);
    }
  }

  private static boolean isTold(ChaosDesk desk) throws InterruptedException {
    Optional<JsonNode> ledger = desk.remote().ledger();
    if (ledger.isEmpty()) {
      return false;
    }
    Set<String> told = new HashSet<>();
    reports(desk, Topics.INPUTS, (report, time) -> told.add(report.id()));
    for (JsonNode event : ledger.get()) {
      if (isTrade(event) && !told.contains(event.at("/report/id").asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTrade(JsonNode event) {
    return event.at("/report/type").asText().equals("TRADE");
  }

  /** Compares; all that the venue did is to have been told. */
  static VenueAudit of(ChaosDesk desk) throws SQLException, InterruptedException {
    VenueAudit audit = new VenueAudit();
    JsonNode ledger =
        desk.remote().ledger().orElseThrow(() -> new ChaosException("the venue does not answer"));
    long taken = desk.takenThrough();
    Set<String> booked = new HashSet<>();
    reports(
        desk,
        Topics.INPUTS,
        (report, time) -> {
          if (report.effectiveAt().toEpochMilli() <= taken) {
            booked.add(report.id());
          }
        });
    audit.readLedger(ledger, booked);
    audit.timeUnknowns(desk);
    SluiceConfig config = desk.config();
    try (Connection connection =
        DriverManager.getConnection(
            config.get(SluiceOptions.POSTGRES_URL),
            config.get(SluiceOptions.POSTGRES_USER),
            config.get(SluiceOptions.POSTGRES_PASSWORD))) {
      audit.compareFills(connection);
      audit.comparePositions(connection);
    }
    return audit;
  }

  /** Reports of orders on a topic, markers left out, the first copy of each. */
  private static void reports(ChaosDesk desk, String topic, Taker taker) {
    Set<String> seen = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                desk.config().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      RunLog.readAll(
          consumer,
          topic,
          desk.config().partitions(),
          record -> {
            if (record.headers().lastHeader(Headers.WATERMARK) == null && record.value() != null) {
              ExecutionReport report = SequencedInput.decode(record.value()).execution();
              if (report != null && seen.add(report.id())) {
                taker.take(report, record.timestamp());
              }
            }
          });
    }
  }

  /** Takes a report and when the broker took it, epoch milliseconds. */
  private interface Taker {
    void take(ExecutionReport report, long time);
  }

  private void readLedger(JsonNode ledger, Set<String> booked) {
    Set<String> accepted = new HashSet<>();
    for (JsonNode event : ledger) {
      JsonNode report = event.path("report");
      String order = report.path("client_order_id").asText();
      if (report.path("type").asText().equals("ACCEPTED")) {
        orders++;
        if (!accepted.add(order)) {
          problems.add("the venue took order " + order + " twice");
        }
      }
      if (isTrade(event)) {
        executions++;
        if (booked.contains(report.path("id").asText())) {
          BigDecimal quantity = new BigDecimal(report.path("last_quantity").asText());
          BigDecimal price = new BigDecimal(report.path("last_price").asText());
          fills.put(Ids.of("fill", order, report.path("id").asText()), content(quantity, price));
          positions.merge(
              event.path("symbol").asText(),
              event.path("side").asText().equals("BUY") ? quantity : quantity.negate(),
              BigDecimal::add);
        }
      }
    }
  }

  private static String content(BigDecimal quantity, BigDecimal price) {
    return quantity.stripTrailingZeros().toPlainString()
        + " at "
        + price.stripTrailingZeros().toPlainString();
  }

  private void timeUnknowns(ChaosDesk desk) {
    Map<String, Long> since = new HashMap<>();
    reports(
        desk,
        Topics.VENUE_REPORTS,
        (report, time) -> {
          if (report.type() == ExecutionReport.Type.UNKNOWN) {
            unknown++;
            since.putIfAbsent(report.clientOrderId(), time);
          } else {
            Long begun = since.remove(report.clientOrderId());
            if (begun != null) {
              double seconds = (time - begun) / 1000.0;
              longestUnknown = Math.max(longestUnknown, seconds);
              unknownForLong += seconds > RESOLVED_WITHIN.toSeconds() ? 1 : 0;
            }
          }
        });
    since.keySet().forEach(order -> problems.add("order " + order + " is unknown at the end"));
  }

  private void compareFills(Connection connection) throws SQLException {
    Map<String, String> missing = new HashMap<>(fills);
    try (PreparedStatement statement =
        connection.prepareStatement("select id, quantity, price from trades where account = ?")) {
      statement.setString(1, DeskAccounts.REMOTE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String expected = missing.remove(rows.getString(1));
          String actual = content(rows.getBigDecimal(2), rows.getBigDecimal(3));
          if (!actual.equals(expected)) {
            problems.add(
                "fill %s: the venue says %s, the account %s"
                    .formatted(rows.getString(1), expected, actual));
          }
        }
      }
    }
    missing.forEach((id, fill) -> problems.add("fill " + id + " of " + fill + " is not booked"));
  }

  private void comparePositions(Connection connection) throws SQLException {
    Map<String, BigDecimal> rest = new TreeMap<>(positions);
    rest.values().removeIf(quantity -> quantity.signum() == 0);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select symbol, quantity from positions where account = ? and quantity <> 0")) {
      statement.setString(1, DeskAccounts.REMOTE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          BigDecimal expected = rest.remove(rows.getString(1));
          if (expected == null || expected.compareTo(rows.getBigDecimal(2)) != 0) {
            problems.add(
                "position of %s: the venue has %s, the account %s"
                    .formatted(rows.getString(1), expected, rows.getBigDecimal(2)));
          }
        }
      }
    }
    rest.forEach((symbol, held) -> problems.add("position of " + symbol + ": lacks " + held));
  }

  /** What may not be, a line each; empty where all is well. */
  List<String> problems() {
    return problems;
  }

  /** A line for people. */
  String summary() {
    return String.format(
        java.util.Locale.ROOT,
        "venue: %d orders, %d executions, %d orders unknown for a while, the longest %.1f s, %d for"
            + " more than %d s",
        orders,
        executions,
        unknown,
        longestUnknown,
        unknownForLong,
        RESOLVED_WITHIN.toSeconds());
  }
}
