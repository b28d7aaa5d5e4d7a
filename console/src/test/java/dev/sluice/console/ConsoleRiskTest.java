package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What REST answers about limits, denials, changes of orders and states of accounts. */
class ConsoleRiskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static DeskFixture desk;

  @BeforeAll
  static void open(@TempDir Path home) throws Exception {
    desk = new DeskFixture(home);
  }

  @AfterAll
  static void close() throws Exception {
    desk.close();
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = desk.get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  @Test
  void eachLimitHasItsDistanceAndOneThatIsGoneIsLeftOut() throws Exception {
    JsonNode limits = json("/api/limits?account=main");
    assertThat(limits.path("items").findValuesAsText("name"))
        .containsExactly(
            "bucket.core.share",
            "buying_power",
            "max_daily_loss",
            "max_drawdown",
            "max_gross_exposure",
            "max_net_exposure",
            "max_notional",
            "max_orders",
            "max_position_share");
    JsonNode position = limits.path("items").get(8);
    assertThat(position.path("subject").asText()).isEqualTo("AAPL");
    assertThat(position.path("limit").decimalValue()).isEqualByComparingTo("0.15");
    assertThat(position.path("configured").decimalValue()).isEqualByComparingTo("0.2");
    assertThat(position.path("distance").decimalValue()).isEqualByComparingTo("-0.04163");
    assertThat(limits.path("items").get(0).path("used").isNull()).isTrue();
    assertThat(limits.at("/buckets/0/budget").decimalValue()).isEqualByComparingTo("30135.86");
    assertThat(json("/api/limits?account=other").path("items")).isEmpty();
  }

  @Test
  void everyAddressOfThePageIsServed() throws Exception {
    String main = Files.readString(DeskFixture.root().resolve("console/web/src/main.tsx"));
    List<String> addresses =
        Pattern.compile("(?m)^  \\[\"(/[a-z]+(?:/:[a-z]+)?)\", ")
            .matcher(main)
            .results()
            .map(match -> "GET " + match.group(1).replaceAll(":([a-z]+)", "{$1}"))
            .toList();
    assertThat(addresses).contains("GET /risk", "GET /orders/{id}");
    assertThat(desk.console.routes()).containsAll(addresses);
  }

  @Test
  void denialsAreCountedByCode() throws Exception {
    JsonNode items = json("/api/denials?account=main").path("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).path("code").asText()).isEqualTo("POSITION_LIMIT");
    assertThat(items.get(0).path("count").asInt()).isEqualTo(1);
    assertThat(items.get(0).path("last_at").asText()).isEqualTo("2026-03-06T21:01:00Z");
    assertThat(json("/api/denials?from=2026-03-07").path("items")).isEmpty();
  }

  @Test
  void anOrderHasEveryChangeWithItsTimeAndCause() throws Exception {
    JsonNode events = json("/api/orders/or-1").path("events");
    assertThat(events.findValuesAsText("status")).containsExactly("CREATED", "ACCEPTED", "FILLED");
    assertThat(events.findValuesAsText("reason"))
        .containsExactly("signal of chart-analyst", "at the venue", "filled at the open");
    assertThat(events.get(2).path("event_time").asText()).isEqualTo("2026-03-06T14:30:01Z");
  }

  @Test
  void anAccountSaysSinceWhenItIsWhatItIsAndWhoMadeItSo(@TempDir Path home) throws Exception {
    JsonNode active = json("/api/accounts").path("items").get(0);
    assertThat(active.path("state").asText()).isEqualTo("ACTIVE");
    assertThat(active.path("since").asText()).as("its first").isEqualTo("2026-03-06T14:31:57Z");
    try (DeskFixture stopped = new DeskFixture(home)) {
      stopped.record(
          "insert into portfolio_snapshots select 'ps-' || v, account, event_time + (v - 200) *"
              + " interval '1 minute', session_date, cash, equity, day_pnl, realized_pnl,"
              + " unrealized_pnl, commissions, peak_equity, drawdown, max_drawdown, 'HALTED', 'HALT"
              + " by alice: news', positions, working_orders, simulated, v from portfolio_snapshots,"
              + " generate_series(201, 203) v where version = 200");
      stopped.record("update accounts set state = 'HALTED', reason = 'HALT by alice: news'");
      stopped.record(
          "insert into controls values ('ct-2', '*', 'HALT', 'news', 'alice',"
              + " '2026-03-06T21:01:00Z')");
      JsonNode halted = JSON.readTree(stopped.get("/api/accounts").body()).at("/items/0");
      assertThat(halted.path("since").asText()).isEqualTo("2026-03-06T21:01:00Z");
      assertThat(halted.path("control_id").asText()).isEqualTo("ct-2");
      assertThat(halted.path("requested_by").asText()).isEqualTo("alice");
      assertThat(halted.path("control_reason").asText()).isEqualTo("news");
    }
  }
}
