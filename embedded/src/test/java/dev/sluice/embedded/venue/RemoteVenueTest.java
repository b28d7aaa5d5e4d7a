package dev.sluice.embedded.venue;

import static dev.sluice.embedded.venue.VenueClient.order;
import static dev.sluice.embedded.venue.VenueClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Tick;
import dev.sluice.embedded.venue.VenueClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RemoteVenueTest {
  private static final String PAPER = "/v1/accounts/paper";

  @TempDir private Path home;
  private RemoteVenue venue;
  private VenueClient client;

  @BeforeEach
  void start() throws IOException {
    venue = RemoteVenue.start(VenueClient.settings(home));
    client = new VenueClient(venue);
  }

  @AfterEach
  void stop() throws IOException {
    venue.close();
  }

  @Test
  void takesFillsAndCancelsOrders() throws Exception {
    assertThat(client.quotes(quote("SPY", 0, 100, 101, 50)).body().get("taken").asInt()).isOne();
    Answer accepted = client.place(order("a", "SPY", "BUY", 10, null));
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.body().at("/report/type").asText()).isEqualTo("ACCEPTED");
    assertThat(accepted.body().at("/report/venue_order_id").asText()).isEqualTo("V1");
    client.place(order("b", "SPY", "SELL", 80, "103"));
    client.quotes(quote("SPY", 1, 100, 101, 50), quote("SPY", 2, 103, 104, 50));
    assertThat(client.get(PAPER + "/orders").body().toString())
        .isEqualTo("{\"client_order_ids\":[\"b\"]}");
    Answer cancelled = client.delete(PAPER + "/orders/b");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body().at("/report/cumulative_quantity").asInt()).isEqualTo(50);
    Answer late = client.delete(PAPER + "/orders/b");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body().at("/report/type").asText()).isEqualTo("CANCEL_REJECTED");
    assertThat(client.events())
        .containsExactly(
            "a ACCEPTED 0", "b ACCEPTED 0", "a TRADE 10", "b TRADE 50", "b CANCELLED 50");
    assertThat(client.get(PAPER + "/positions").body().toString())
        .isEqualTo("{\"positions\":{\"SPY\":-40},\"cursor\":\"5\"}");
    assertThat(client.get(PAPER + "/orders/a").body().at("/report/cumulative_quantity").asInt())
        .isEqualTo(10);
  }

  @Test
  void refusesASecondOrderUnderAnId() throws Exception {
    client.place(order("a", "SPY", "BUY", 10, null));
    Answer again = client.place(order("a", "SPY", "BUY", 10, null));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().at("/error/code").asText()).isEqualTo("DUPLICATE_CLIENT_ORDER_ID");
    assertThat(again.body().at("/report/venue_order_id").asText()).isEqualTo("V1");
    assertThat(client.post("/v1/accounts/other/orders", order("a", "SPY", "BUY", 1, null)).status())
        .as("ids are an account's own")
        .isEqualTo(201);
  }

  @Test
  void namesFieldValueAndWhatWasExpected() throws Exception {
    Answer bad = client.place(order("a", "SPY", "HOLD", 10, null));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().at("/error/field").asText()).isEqualTo("side");
    assertThat(bad.body().at("/error/value").asText()).isEqualTo("HOLD");
    assertThat(bad.body().at("/error/expected").asText()).isEqualTo("one of [BUY, SELL]");
    assertThat(client.place("{").status()).isEqualTo(400);
    assertThat(client.place("[1]").body().at("/error/field").asText()).isEqualTo("body");
    String misspelt = order("a", "SPY", "BUY", 1, null).replace("limit_price", "limitprice");
    assertThat(client.place(misspelt).body().at("/error/field").asText()).isEqualTo("limitprice");
    assertThat(client.get(PAPER + "/events?since=7").body().at("/error/field").asText())
        .isEqualTo("since");
    assertThat(client.post("/v1/quotes", "x").body().at("/error/field").asText())
        .isEqualTo("line 1");
    assertThat(client.post("/v1/clock", "{\"time\":\"noon\"}").status()).isEqualTo(400);
    assertThat(client.post("/v1/faults", "{\"faults\":[{\"kind\":\"rain\"}]}").status())
        .isEqualTo(400);
    assertThat(
            client
                .post("/v1/faults", "{\"faults\":[{\"kind\":\"slow\",\"probability\":2}]}")
                .body()
                .at("/error/field")
                .asText())
        .isEqualTo("probability");
    assertThat(client.get("/v1/nothing").status()).isEqualTo(404);
    assertThat(client.get(PAPER + "/orders/none").body().at("/error/code").asText())
        .isEqualTo("UNKNOWN_ORDER");
    assertThat(client.get("/v1/ledger").body().get("events")).isEmpty();
  }

  @Test
  void rejectsWhatNoVenueTakes() throws Exception {
    Answer rejected = client.place(order("a", "SPY", "BUY", -1, null));
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.body().at("/report/reason").asText())
        .isEqualTo("quantity is -1, expected above 0");
  }

  @Test
  void tellsWhoWaits() throws Exception {
    client.place(order("a", "SPY", "BUY", 1, null));
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.get(PAPER + "/events?since=1&wait_ms=20000");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    client.quotes(quote("SPY", 0, 100, 101, 50));
    Answer told = waiting.get(20, TimeUnit.SECONDS);
    assertThat(told.body().at("/events/0/type").asText()).isEqualTo("TRADE");
    assertThat(told.body().get("cursor").asText()).isEqualTo("2");
  }

  @Test
  void closesSessionsAndTakesSplits() throws Exception {
    client.quotes(quote("SPY", 0, 100, 100, 50));
    client.place(order("a", "SPY", "BUY", 10, null));
    client.place(order("day", "SPY", "BUY", 1, "50").replace("GTC", "DAY"));
    client.quotes(quote("SPY", 1, 100, 100, 50));
    client.quotes(Tick.split("SPY", 2, VenueClient.OPEN.toEpochMilli() + 2_000, 2, "test", true));
    assertThat(client.get(PAPER + "/positions").body().at("/positions/SPY").asInt()).isEqualTo(20);
    client.post("/v1/clock", "{\"time\":\"2024-01-08T22:00:00Z\"}");
    assertThat(client.events()).endsWith("day EXPIRED 0");
    assertThat(client.quotes(quote("SPY", 9, 100, 100, 50)).body().get("late").asInt()).isOne();
  }

  @Test
  void hasAHomeOfItsOwn() {
    assertThatThrownBy(() -> RemoteVenue.start(VenueClient.settings(home)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(home.toString());
  }
}
