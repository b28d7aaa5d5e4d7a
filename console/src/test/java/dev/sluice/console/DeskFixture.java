package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.Position;
import dev.sluice.wire.JsonCodec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A console on a real PostgreSQL with a small desk in it, a fixed clock, and events by hand. */
final class DeskFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-06T21:05:00Z");
  final EmbeddedPostgres postgres;
  final ManualEvents events = new ManualEvents();
  final BlockingQueue<Control> requested = new LinkedBlockingQueue<>();
  final Console console;
  final Path tokenFile;
  volatile boolean kafkaAway;
  private final HttpClient http = HttpClient.newHttpClient();

  DeskFixture(Path home) throws IOException, SQLException {
    this(home, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  DeskFixture(Path home, Clock clock) throws IOException, SQLException {
    this(home, clock, desk -> {});
  }

  /** The same, with something that happens once the end of the records is marked. */
  DeskFixture(Path home, Clock clock, Consumer<DeskFixture> afterMark)
      throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (Path migration : migrations()) {
        statement.execute(Files.readString(migration));
      }
      statement.execute(new String(resource("/fixtures.sql"), StandardCharsets.UTF_8));
    }
    tokenFile = home.resolve("run").resolve("console.token");
    ConsoleConfig config =
        ConsoleConfig.local(
                postgres.getJdbcUrl("postgres", "postgres"),
                "postgres",
                "",
                "unused:9092",
                DeskFixture::object,
                tokenFile,
                true)
            .withAllowedHosts(Set.of("Desk.Example"))
            .withFlinkUrl("http://127.0.0.1:8081");
    events.afterMark = () -> afterMark.accept(this);
    console = Console.start(config, events, new RecordedRequests(), clock);
  }

  /** Sends a request with the token, or without where it is null. */
  HttpResponse<String> send(String method, String path, String token, String... headersAndBody) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.address() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    String body = "";
    for (int i = 0; i + 1 < headersAndBody.length; i += 2) {
      if (headersAndBody[i].equals("body")) {
        body = headersAndBody[i + 1];
      } else {
        request.header(headersAndBody[i], headersAndBody[i + 1]);
      }
    }
    try {
      return http.send(
          request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, console.token());
  }

  /** Changes the records, as the records job does. */
  void record(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The account a moment later, with another equity or state. */
  static PortfolioSnapshot portfolio(long version, String equity, String state, String reason) {
    Instant at = Instant.parse("2026-03-06T21:00:00Z").plusSeconds(version);
    BigDecimal total = new BigDecimal(equity);
    Position position =
        new Position(
            "main",
            "AAPL",
            new BigDecimal("100"),
            new BigDecimal("187.495"),
            BigDecimal.ZERO,
            new BigDecimal("193.10"),
            new BigDecimal("560.50"),
            at,
            version,
            true);
    return new PortfolioSnapshot(
        "ps-" + version,
        "main",
        at,
        LocalDate.parse("2026-03-06"),
        new BigDecimal("81204.35"),
        total,
        total.subtract(new BigDecimal("100000")),
        BigDecimal.ZERO,
        new BigDecimal("560.50"),
        new BigDecimal("1.25"),
        total,
        BigDecimal.ZERO,
        new BigDecimal("0.0121"),
        state,
        reason,
        List.of(position),
        2,
        version,
        true);
  }

  private static Optional<byte[]> object(String bucket, String key) {
    if (key.contains("away")) {
      throw new IllegalStateException("the store is away");
    }
    if (key.endsWith(".html")) {
      return Optional.of(
          "<!doctype html><title>chart</title><p>interactive".getBytes(StandardCharsets.UTF_8));
    }
    return key.contains("missing") ? Optional.empty() : Optional.of(png());
  }

  private static byte[] png() {
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 400, 300);
    pen.setColor(new Color(0x15, 0x59, 0xb0));
    for (int x = 10; x < 390; x += 8) {
      int y = (int) (150 + 60 * Math.sin(x / 30.0) - x / 8.0);
      pen.fillRect(x, y, 5, 30);
    }
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] resource(String name) throws IOException {
    try (var in = DeskFixture.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("sql/migrations"))) {
      at = at.getParent();
    }
    return at;
  }

  private static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("sql/migrations"))) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    console.close();
    postgres.close();
  }

  /** Delivers what a test gives. */
  static final class ManualEvents implements DeskEvents {
    private Consumer<DeskEvent> listener;
    private Runnable afterMark = () -> {};

    @Override
    public void mark() {
      afterMark.run();
    }

    @Override
    public long leftOut() {
      return 0;
    }

    @Override
    public void start(Consumer<DeskEvent> to) {
      listener = to;
    }

    void fire(DeskEvent event) {
      listener.accept(event);
    }

    @Override
    public boolean connected() {
      return listener != null;
    }

    @Override
    public void close() {
      listener = null;
    }
  }

  private final class RecordedRequests implements ControlRequests {
    @Override
    public void send(Control control) {
      if (kafkaAway) {
        throw new UnavailableException("Kafka did not store the control within 10 s", null);
      }
      // Through the codec, as on the topic.
      requested.add(JsonCodec.CONTROL.decode(JsonCodec.CONTROL.encode(control)));
    }

    @Override
    public void close() {
      requested.clear();
    }
  }
}
