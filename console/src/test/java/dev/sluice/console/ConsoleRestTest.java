package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.wire.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What REST answers, of a real PostgreSQL, and that openapi.yaml says the same. */
class ConsoleRestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static JsonNode api;
  private static DeskFixture desk;

  @BeforeAll
  static void open(@TempDir Path home) throws Exception {
    desk = new DeskFixture(home);
    api =
        new ObjectMapper(new YAMLFactory())
            .readTree(DeskFixture.resource("/dev/sluice/console/openapi.yaml"));
  }

  @AfterAll
  static void close() throws Exception {
    desk.close();
  }

  @BeforeEach
  void clear() {
    desk.requested.clear();
    desk.kafkaAway = false;
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = desk.get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(Shape.faults(api, "Problem", problem)).isEmpty();
    assertThat(answer.headers().firstValue("X-Request-Id"))
        .hasValue(problem.path("request_id").asText());
    return problem;
  }

  @Test
  void everyRouteIsInTheDocumentAndEveryPathOfTheDocumentIsARoute() {
    TreeSet<String> documented = new TreeSet<>();
    api.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        m -> documented.add(m.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    TreeSet<String> served = new TreeSet<>();
    desk.console.routes().stream()
        .filter(route -> route.contains(" /api/") || route.endsWith("/healthz"))
        .forEach(served::add);
    assertThat(served).isEqualTo(documented).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/desk, Desk",
    "/api/equity?account=main&points=50, EquityPointList",
    "/api/positions?closed=true, PositionList",
    "/api/orders, OrderPage",
    "/api/orders/or-1, OrderDetail",
    "/api/trades, TradePage",
    "/api/symbols, SymbolList",
    "/api/bars?symbol=AAPL&timeframe=1d, BarList",
    "/api/indicators?symbol=AAPL&timeframe=1d, IndicatorsList",
    "/api/signals, SignalPage",
    "/api/signals/sg-1-AAPL, Lineage",
    "/api/signals/sg-2-SPY, Lineage",
    "/api/executions, ExecutionPage",
    "/api/executions/ex-2, ExecutionDetail",
    "/api/artifacts?limit=500, Artifacts",
    "/api/controls, Controls",
    "/api/accounts, AccountStateList",
    "/api/limits, Limits",
    "/api/denials, DenialCountList",
    "/api/status, Status",
    "/healthz, Health"
  })
  void answersHaveTheShapeThatTheDocumentGives(String path, String schema) throws Exception {
    assertThat(Shape.faults(api, schema, json(path))).isEmpty();
  }

  @Test
  void theDeskShowsAccountsPositionsWorkingOrdersAndTheMarketsClock() throws Exception {
    JsonNode answer = json("/api/desk");
    assertThat(answer.path("mode").asText()).isEqualTo("PAPER");
    assertThat(answer.path("simulated").asBoolean()).isTrue();
    assertThat(answer.path("engine_state").asText()).isEqualTo("ACTIVE");
    assertThat(answer.at("/accounts/0/equity").decimalValue()).isEqualByComparingTo("100452.85");
    assertThat(answer.path("positions").findValuesAsText("symbol")).containsExactly("AAPL");
    assertThat(answer.path("working_orders").findValuesAsText("id"))
        .containsExactlyInAnyOrder("or-2", "or-3");
    assertThat(answer.at("/clock/market").asText()).isEqualTo("2026-03-06T21:00:00Z");
    assertThat(answer.at("/clock/server").asText()).isEqualTo("2026-03-06T21:05:00Z");
    assertThat(answer.at("/clock/feed_state").asText()).isEqualTo("NONE");
    assertThat(answer.at("/signals/0/execution_id").asText()).isEqualTo("ex-2");
  }

  @Test
  void equityIsThinnedAndEndsExactly() throws Exception {
    JsonNode items = json("/api/equity?account=main&points=20").path("items");
    assertThat(items).hasSize(20);
    assertThat(items.get(19).path("equity").decimalValue()).isEqualByComparingTo("100452.85");
    assertThat(items.findValuesAsText("event_time")).isSorted();
  }

  @Test
  void equityBeginsWithTheFirstDecisionsAndKeepsTheLatestSessionReadable() throws Exception {
    String columns =
        "%s, 82000, 100000 + n, 0, 0, 0, 0, 100500, 0, 0, 'ACTIVE', null, '[]', 0, true, n";
    String close = "timestamptz '2026-03-05T21:00:00Z' - (401 - n) * interval '1 day'";
    String minute = "timestamptz '%s' + (n - %d) * interval '1 minute'";
    record Part(int from, int to, String time) {}
    for (Part part :
        List.of(
            new Part(1, 401, close),
            new Part(402, 791, minute.formatted("2026-03-06T14:30:00Z", 402)),
            new Part(792, 891, minute.formatted("2026-03-09T13:30:00Z", 792)))) {
      desk.record(
          "insert into portfolio_snapshots select 'long-' || n, 'long', "
              + columns.formatted(part.time() + ", (" + part.time() + ")::date")
              + " from generate_series(%d, %d) n".formatted(part.from(), part.to()));
    }
    JsonNode items = json("/api/equity?account=long&points=100").path("items");
    List<String> times = items.findValuesAsText("event_time");
    assertThat(times).hasSize(100).isSorted();
    assertThat(times.get(0)).isBetween("2026-03-05T21:00:00Z", "2026-03-06T14:40:00Z");
    assertThat(times).filteredOn(time -> time.startsWith("2026-03-09")).hasSize(50);
    assertThat(times.get(99)).isEqualTo("2026-03-09T15:09:00Z");
    assertThat(json("/api/equity?account=long&points=5000").path("items"))
        .as("all from the close of the first decisions on")
        .hasSize(1 + 390 + 100);
  }

  @Test
  void ordersAreFilteredAndPaged() throws Exception {
    assertThat(json("/api/orders?status=WORKING").path("total").asInt()).isEqualTo(2);
    assertThat(json("/api/orders?status=DENIED").at("/items/0/denial_code").asText())
        .isEqualTo("POSITION_LIMIT");
    JsonNode second = json("/api/orders?limit=1&offset=1");
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("total").asInt()).isEqualTo(4);
    assertThat(json("/api/orders?from=2026-03-06&side=SELL").path("total").asInt()).isEqualTo(2);
    JsonNode stop = json("/api/orders/or-2");
    assertThat(stop.at("/order/parent_id").asText()).isEqualTo("or-1");
    assertThat(stop.path("events").findValuesAsText("status"))
        .containsExactly("CREATED", "ACCEPTED");
  }

  @Test
  void csvHasAHeaderAndNoFormulas() {
    HttpResponse<String> csv = desk.get("/api/orders?format=csv");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"orders.csv\"");
    List<String> lines = csv.body().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("id,account,signal_id");
    assertThat(csv.body()).contains("\"'=position would be 28 % of equity, limit 20 %\"");
  }

  @Test
  void aSignalLeadsToItsAnalysisChartsOrdersAndFills() throws Exception {
    JsonNode lineage = json("/api/signals/sg-1-AAPL");
    assertThat(lineage.at("/analysis/model").asText()).isEqualTo("offline-rules");
    assertThat(lineage.path("charts").findValuesAsText("timeframe")).containsExactly("1d", "1w");
    assertThat(lineage.path("orders").findValuesAsText("role"))
        .containsExactlyInAnyOrder("ENTRY", "STOP", "TARGET");
    assertThat(lineage.path("trades").findValuesAsText("id")).containsExactly("tr-1");
    assertThat(lineage.at("/execution/session_date").asText()).isEqualTo("2026-03-05");
  }

  @Test
  void artifactsAreGroupedByExecutionNewestFirstAndSearched() throws Exception {
    JsonNode all = json("/api/artifacts?limit=500");
    List<String> order = new ArrayList<>();
    all.path("groups").forEach(g -> order.add(g.at("/execution/id").asText()));
    assertThat(order).containsSubsequence("ex-2", "ex-1");
    assertThat(all.at("/kinds/chart").asInt()).isEqualTo(13);
    assertThat(all.at("/kinds/portfolio").asInt()).isEqualTo(1);
    JsonNode some = json("/api/artifacts?kind=llm&symbol=NVDA&execution=ex-1");
    assertThat(some.path("total").asInt()).isEqualTo(1);
    assertThat(json("/api/artifacts?q=100%25").path("total").asInt())
        .as("% is no wildcard")
        .isZero();
    assertThat(json("/api/artifacts?q=analysis%20of%20spy").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void contentIsTheObjectWithItsTypeInASandbox() throws Exception {
    HttpResponse<String> png = desk.get("/api/artifacts/ar-c-ch-1-AAPL-1d/content?download=true");
    assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(png.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"AAPL-1d.png\"");
    HttpResponse<String> html = desk.get("/api/artifacts/ar-h-ch-1-AAPL-1d/content");
    assertThat(html.body()).contains("interactive");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-scripts;")
        .contains("default-src 'none'")
        .doesNotContain("allow-same-origin");
    assertThat(json("/api/artifacts/ar-l-an-1-AAPL/content").path("prompt").asText())
        .contains("RSI 14 58.2");
    for (String id : List.of("ar-s-sg-1-AAPL", "ar-o-or-1", "ar-t-tr-1", "ar-p-1")) {
      assertThat(json("/api/artifacts/" + id + "/content").isObject()).as(id).isTrue();
    }
    assertThat(desk.get("/api/charts/ch-1-AAPL-1w/image").statusCode()).isEqualTo(200);
    assertThat(desk.get("/api/charts/ch-1-AAPL-1w/page").body()).contains("interactive");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders?status=NONE, status, NONE",
    "/api/orders?limit=0, limit, 0",
    "/api/orders?offset=x, offset, x",
    "/api/orders?from=yesterday, from, yesterday",
    "/api/orders?format=xml, format, xml",
    "/api/signals?type=UP, type, UP",
    "/api/artifacts?kind=film, kind, film",
    "/api/bars?symbol=AAPL&timeframe=2h, timeframe, 2h",
    "/api/bars?timeframe=1d, symbol, ''",
    "/api/equity, account, ''"
  })
  void whatCannotBeUsedIsNamed(String path, String field, String value) throws Exception {
    JsonNode problem = problem(desk.get(path), 400);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("value").asText()).isEqualTo(value);
    assertThat(problem.path("expected").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders/none",
    "/api/signals/none",
    "/api/executions/none",
    "/api/artifacts/none/content",
    "/api/charts/none/image",
    "/api/none",
    "/none"
  })
  void whatIsNotThereIs404(String path) throws Exception {
    problem(desk.get(path), 404);
  }

  @Test
  void anObjectThatIsGoneIs404AndAStoreThatIsAwayIs503() throws Exception {
    problem(desk.get("/api/artifacts/ar-missing/content"), 404);
    problem(desk.get("/api/artifacts/ar-away/content"), 503);
  }

  @Test
  void withoutTheDatabaseListsAre503AndTheDeskIsStillShown(@TempDir Path home) throws Exception {
    try (DeskFixture alone = new DeskFixture(home)) {
      alone.postgres.close();
      problem(alone.get("/api/orders"), 503);
      assertThat(alone.get("/healthz").statusCode()).isEqualTo(503);
      assertThat(alone.get("/api/desk").body()).contains("100452.85");
    }
  }

  private static HttpResponse<String> control(String key, String body) {
    return desk.send(
        "POST", "/api/controls", desk.console.token(), "Idempotency-Key", key, "body", body);
  }

  @Test
  void aControlIsSentOnceMoreUnderTheSameId() throws Exception {
    String body = "{\"account\":\"main\",\"action\":\"HALT\",\"reason\":\" stop it \"}";
    HttpResponse<String> first = control("key-12345678", body);
    HttpResponse<String> again = control("key-12345678", body);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    Control sent = desk.requested.take();
    assertThat(sent)
        .isEqualTo(
            new Control(
                Ids.of("control", "key-12345678"),
                "main",
                ControlAction.HALT,
                "stop it",
                "console",
                null));
    assertThat(desk.requested.take()).isEqualTo(sent);
    assertThat(json("/api/controls").path("pending").findValuesAsText("id")).contains(sent.id());
  }

  @Test
  void aLimitIsRequestedWithItsValue() throws Exception {
    String body =
        "{\"account\":\"main\",\"action\":\"SET_LIMIT\",\"reason\":\"smaller\","
            + "\"limit\":\"max_notional\",\"value\":\"5000\"}";
    assertThat(control("key-of-a-limit", body).statusCode()).isEqualTo(202);
    Control sent = desk.requested.take();
    assertThat(sent.limit()).isEqualTo("max_notional");
    assertThat(sent.value()).isEqualTo("5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short | {} | Idempotency-Key",
        "key-12345678 | [] | body",
        "key-12345678 | {bad | body",
        "key-12345678 | {\"account\":\"main\",\"action\":\"EXPLODE\",\"reason\":\"abc\"} | action",
        "key-12345678 | {\"account\":\"other\",\"action\":\"HALT\",\"reason\":\"abc\"} | account",
        "key-12345678 | {\"account\":\"*\",\"action\":\"HALT\",\"reason\":\" a \"} | reason",
        "key-12345678 | {\"account\":\"*\",\"action\":\"SET_LIMIT\",\"reason\":\"abc\"} | limit",
        "key-12345678 | {\"account\":\"*\",\"action\":\"HALT\",\"reason\":\"abc\",\"limit\":\"x\"}"
            + " | limit",
        "key-12345678 | {\"account\":\"*\",\"action\":\"SET_LIMIT\",\"reason\":\"abc\","
            + "\"limit\":\"max_notional\",\"value\":\"0\"} | limit"
      })
  void aControlThatCannotBeIsRefusedAndNotSent(String key, String body, String field)
      throws Exception {
    assertThat(problem(control(key, body), 400).path("field").asText()).isEqualTo(field);
    assertThat(desk.requested).isEmpty();
  }

  private static List<String> pending() throws Exception {
    List<String> ids = json("/api/desk").path("pending_controls").findValuesAsText("id");
    assertThat(json("/api/controls").path("pending").findValuesAsText("id")).isEqualTo(ids);
    return ids;
  }

  @Test
  void aControlThatIsSentAgainAfterItCameIntoForceIsNotPending() throws Exception {
    String body = "{\"account\":\"main\",\"action\":\"HALT\",\"reason\":\"stop it\"}";
    assertThat(control("key-in-force", body).statusCode()).isEqualTo(202);
    Control sent = desk.requested.take();
    assertThat(pending()).contains(sent.id());
    Control taken =
        new Control(sent.id(), "main", ControlAction.HALT, "stop it", "console", DeskFixture.NOW);
    desk.events.fire(DeskEvent.data(Topics.CONTROLS, 0, taken));
    assertThat(pending()).doesNotContain(sent.id());
    assertThat(control("key-in-force", body).statusCode()).isEqualTo(202);
    assertThat(pending()).doesNotContain(sent.id());
  }

  @Test
  void aControlThatIsSentAgainAfterARestartIsNotPendingWhereTheRecordsHaveIt(@TempDir Path home)
      throws Exception {
    String id = Ids.of("control", "key-recorded");
    try (DeskFixture again =
        new DeskFixture(
            home,
            Clock.fixed(DeskFixture.NOW, ZoneOffset.UTC),
            fixture -> fixture.record("update controls set id = '" + id + "'"))) {
      HttpResponse<String> answer =
          again.send(
              "POST",
              "/api/controls",
              again.console.token(),
              "Idempotency-Key",
              "key-recorded",
              "body",
              "{\"account\":\"main\",\"action\":\"HALT\",\"reason\":\"stop it\"}");
      assertThat(answer.body()).contains(id);
      assertThat(JSON.readTree(again.get("/api/desk").body()).path("pending_controls")).isEmpty();
    }
  }

  @Test
  void onlySoManyControlsAreRemembered() {
    DeskState state = new DeskState(Clock.fixed(DeskFixture.NOW, ZoneOffset.UTC), true, null);
    for (int i = 0; i <= DeskState.CONTROLS; i++) {
      state.requested(
          new Control("c" + i, "main", ControlAction.PAUSE, "a reason", "console", null));
    }
    List<String> ids = state.pending().stream().map(c -> c.path("id").asText()).toList();
    assertThat(ids).hasSize(DeskState.CONTROLS).startsWith("c1").endsWith("c" + DeskState.CONTROLS);
  }

  @Test
  void whatIsRecordedOnceTheEndIsMarkedIsInTheRecordsThatAreRead(@TempDir Path home)
      throws Exception {
    try (DeskFixture late =
        new DeskFixture(
            home,
            Clock.fixed(DeskFixture.NOW, ZoneOffset.UTC),
            fixture ->
                fixture.record(
                    "update orders set status = 'FILLED', filled_quantity = 100, version = 3"
                        + " where id = 'or-2'"))) {
      JsonNode working = JSON.readTree(late.get("/api/desk").body()).path("working_orders");
      assertThat(working.findValuesAsText("id")).containsExactly("or-3");
    }
  }

  @Test
  void aControlThatKafkaDidNotStoreIsSaidSoAndIsNotPending() throws Exception {
    desk.kafkaAway = true;
    JsonNode problem =
        problem(
            control("key-87654321", "{\"account\":\"*\",\"action\":\"HALT\",\"reason\":\"abc\"}"),
            503);
    assertThat(pending()).doesNotContain(Ids.of("control", "key-87654321"));
    assertThat(problem.path("detail").asText()).contains("same Idempotency-Key");
  }
}
