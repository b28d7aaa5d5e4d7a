package dev.sluice.embedded.venue;

import static dev.sluice.embedded.venue.VenueClient.order;
import static dev.sluice.embedded.venue.VenueClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.venue.VenueClient.Answer;
import dev.sluice.embedded.venue.VenueFault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault happens where it is asked for, as often as it is asked for, and is counted. */
@Timeout(120)
class VenueFaultsTest {
  private static final String PAPER = "/v1/accounts/paper";
  private static final String ORDER = order("a", "SPY", "BUY", 10, "101");

  @TempDir private Path home;
  private final AtomicInteger halts = new AtomicInteger();
  private RemoteVenue venue;
  private VenueClient client;

  @BeforeEach
  void start() throws Exception {
    venue = RemoteVenue.start(VenueClient.settings(home), halts::incrementAndGet);
    client = new VenueClient(venue);
    client.quotes(quote("SPY", 0, 100, 102, 50));
  }

  @AfterEach
  void stop() throws IOException {
    venue.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP_BEFORE", "HANG_BEFORE", "ERROR_BEFORE", "EXIT_BEFORE"})
  void nothingWasDone(Kind kind) throws Exception {
    venue.arm(VenueFault.of(kind, "place", 1).lasting(20));
    fails(kind == Kind.ERROR_BEFORE);
    assertThat(client.get(PAPER + "/orders/a").status()).isEqualTo(404);
    assertThat(halts.get()).isEqualTo(kind == Kind.EXIT_BEFORE ? 1 : 0);
    happenedOnce(kind);
    assertThat(client.place(ORDER).status()).as("once is once").isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP_AFTER", "HANG_AFTER", "ERROR_AFTER", "TRUNCATE", "EXIT_AFTER"})
  void itWasDone(Kind kind) throws Exception {
    venue.arm(VenueFault.of(kind, "place", 1).lasting(20));
    fails(kind == Kind.ERROR_AFTER);
    assertThat(client.get(PAPER + "/orders/a").status()).isEqualTo(200);
    assertThat(halts.get()).isEqualTo(kind == Kind.EXIT_AFTER ? 1 : 0);
    happenedOnce(kind);
  }

  private void fails(boolean answered) throws Exception {
    if (answered) {
      assertThat(client.place(ORDER).status()).isEqualTo(500);
    } else {
      assertThatThrownBy(() -> client.place(ORDER)).isInstanceOf(IOException.class);
    }
  }

  private void happenedOnce(Kind kind) throws Exception {
    assertThat(venue.happened(kind)).isOne();
    JsonNode said = client.get("/v1/faults").body();
    assertThat(said.at("/happened/" + kind.wire()).asInt()).isOne();
    assertThat(said.at("/faults/0/happened").asInt()).isOne();
  }

  @Test
  void whatTheVenueWroteInHalfIsGoneWithIt() throws Exception {
    venue.arm(VenueFault.of(Kind.EXIT_IN_WRITE, null, 1));
    client.place(ORDER);
    assertThat(halts.get()).isOne();
    venue.close();
    start();
    assertThat(client.get(PAPER + "/orders/a").status()).isEqualTo(404);
    assertThat(client.place(ORDER).body().at("/report/venue_order_id").asText()).isEqualTo("V1");
  }

  @Test
  void slowIsSlow() throws Exception {
    venue.arm(VenueFault.of(Kind.SLOW, "place", 1).lasting(300));
    long before = System.nanoTime();
    assertThat(client.place(ORDER).status()).isEqualTo(201);
    assertThat(System.nanoTime() - before).isGreaterThan(300_000_000L);
  }

  @Test
  void executionsComeTwice() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_TWICE, null, 1));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 50));
    assertThat(client.events()).containsExactly("a ACCEPTED 0", "a TRADE 10", "a TRADE 10");
    assertThat(client.get("/v1/ledger").body().get("events")).hasSize(2);
    assertThat(client.get(PAPER + "/positions").body().at("/positions/SPY").asInt()).isEqualTo(10);
    happenedOnce(Kind.EXECUTION_TWICE);
  }

  @Test
  void executionsComeOutOfOrder() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_OUT_OF_ORDER, null, 1).lasting(60_000));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 4));
    assertThat(client.events()).containsExactly("a ACCEPTED 0");
    assertThat(client.get(PAPER + "/positions").body().toString())
        .as("positions are as of what was told")
        .isEqualTo("{\"positions\":{},\"cursor\":\"1\"}");
    client.quotes(quote("SPY", 2, 100, 101, 50));
    assertThat(client.events()).containsExactly("a ACCEPTED 0", "a TRADE 10", "a TRADE 4");
  }

  @Test
  void anExecutionComesAfterTheCancel() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_AFTER_CANCEL, null, 1).lasting(60_000));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 4));
    Answer cancelled = client.delete(PAPER + "/orders/a");
    assertThat(cancelled.body().at("/report/cumulative_quantity").asInt()).isEqualTo(4);
    assertThat(client.events()).containsExactly("a ACCEPTED 0", "a CANCELLED 4", "a TRADE 4");
  }

  @Test
  void whatIsHeldBackComesInTheEnd() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_AFTER_CANCEL, null, 1).lasting(50));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 50));
    Answer told = client.get(PAPER + "/events?since=1&wait_ms=20000");
    assertThat(told.body().at("/events/0/type").asText()).isEqualTo("TRADE");
  }

  @Test
  void whatIsHeldBackOutlivesTheVenue() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_AFTER_CANCEL, null, 1).lasting(60_000));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 50));
    assertThat(client.events()).containsExactly("a ACCEPTED 0");
    venue.close();
    venue = RemoteVenue.start(VenueClient.settings(home));
    client = new VenueClient(venue);
    assertThat(client.events()).containsExactly("a ACCEPTED 0", "a TRADE 10");
  }

  @Test
  void theAcknowledgementComesAfterTheExecution() throws Exception {
    venue.arm(VenueFault.of(Kind.EXECUTION_BEFORE_ACCEPTED, null, 1).lasting(60_000));
    Thread market =
        new Thread(
            () -> {
              try {
                while (client
                    .get(PAPER + "/orders")
                    .body()
                    .at("/client_order_ids/0")
                    .isMissingNode()) {
                  Thread.onSpinWait();
                }
                client.quotes(quote("SPY", 1, 100, 101, 50));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    market.start();
    assertThat(client.place(ORDER).status()).isEqualTo(201);
    assertThat(client.events()).containsExactly("a TRADE 10", "a ACCEPTED 0");
    market.join();
  }

  @Test
  void aPartialFillIsTheLastThatAnyoneHears() throws Exception {
    venue.arm(VenueFault.of(Kind.PARTIAL_THEN_LOST, null, 1).lasting(300));
    client.place(ORDER);
    client.quotes(quote("SPY", 1, 100, 101, 4));
    long from = System.nanoTime();
    assertThatThrownBy(() -> client.get(PAPER + "/orders/a")).isInstanceOf(IOException.class);
    List<String> events = new ArrayList<>();
    while (events.isEmpty() && System.nanoTime() - from < 20_000_000_000L) {
      try {
        events.addAll(client.events());
      } catch (IOException lost) {
        Thread.onSpinWait();
      }
    }
    assertThat(events).containsExactly("a ACCEPTED 0", "a TRADE 4");
  }

  @Test
  void anOrderIsHidden() throws Exception {
    venue.arm(VenueFault.of(Kind.HIDE_ORDER, null, 1).lasting(2_000));
    assertThat(client.place(ORDER).status()).isEqualTo(201);
    assertThat(client.get(PAPER + "/orders/a").status()).isEqualTo(404);
    assertThat(client.get(PAPER + "/orders").body().get("client_order_ids")).isEmpty();
    long from = System.nanoTime();
    int status = 404;
    while (status == 404 && System.nanoTime() - from < 20_000_000_000L) {
      status = client.get(PAPER + "/orders/a").status();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void venueOrderIdsAreGivenTwice() throws Exception {
    client.place(ORDER);
    venue.arm(VenueFault.of(Kind.VENUE_ORDER_ID_BACK, null, 1));
    assertThat(
            client
                .place(order("b", "SPY", "BUY", 1, "90"))
                .body()
                .at("/report/venue_order_id")
                .asText())
        .isEqualTo("V1");
    assertThat(client.place(order("c", "SPY", "BUY", 1, "90")).body().toString()).contains("V2");
  }

  @Test
  void aSecondOrderUnderAnIdIsExecutedToo() throws Exception {
    venue.arm(VenueFault.of(Kind.ACCEPT_DUPLICATE_IDS, null, null));
    assertThat(client.place(ORDER).status()).isEqualTo(201);
    assertThat(client.place(ORDER).status()).isEqualTo(201);
    client.quotes(quote("SPY", 1, 100, 101, 50));
    assertThat(client.get(PAPER + "/positions").body().at("/positions/SPY").asInt()).isEqualTo(20);
    happenedOnce(Kind.ACCEPT_DUPLICATE_IDS);
  }

  @Test
  void anOrderIsRejected() throws Exception {
    client.post(
        "/v1/faults", "{\"faults\":[{\"kind\":\"reject\",\"count\":1,\"reason\":\"no credit\"}]}");
    Answer rejected = client.place(ORDER);
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.body().at("/report/reason").asText()).isEqualTo("no credit");
    assertThat(client.get(PAPER + "/orders/a").body().at("/report/type").asText())
        .isEqualTo("REJECTED");
  }

  @Test
  void aSeedRepeatsChance() throws Exception {
    assertThat(chance(7)).isEqualTo(chance(7)).isNotEqualTo(chance(8)).contains(200, 500);
  }

  private List<Integer> chance(long seed) throws Exception {
    client.delete("/v1/faults");
    client.post(
        "/v1/faults",
        "{\"seed\":%d,\"faults\":[{\"kind\":\"error_before\",\"probability\":0.5}]}"
            .formatted(seed));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      statuses.add(client.get(PAPER + "/positions").status());
    }
    client.delete("/v1/faults");
    return statuses;
  }
}
