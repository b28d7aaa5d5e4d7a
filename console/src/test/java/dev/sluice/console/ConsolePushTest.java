package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.console.DeskState.Delta;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page is told, and what of it is left out where the page is slow. */
class ConsolePushTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();

  private JsonNode next(String kind) throws Exception {
    for (JsonNode frame = take(); ; frame = take()) {
      if (frame.path("kind").asText().equals(kind)) {
        return frame;
      }
    }
  }

  private JsonNode take() throws InterruptedException {
    JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within 10 s").isNotNull();
    return frame;
  }

  private WebSocket connect(DeskFixture desk) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private final StringBuilder text = new StringBuilder();

          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
              try {
                frames.add(JSON.readTree(text.toString()));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              text.setLength(0);
            }
            socket.request(1);
            return null;
          }
        };
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + desk.console.token())
        .buildAsync(
            URI.create(desk.console.address().replace("http:", "ws:") + "/api/push"), listener)
        .join();
  }

  @Test
  void aSnapshotThenChangesThenAHeartbeatAndASnapshotAgainWhenAsked(@TempDir Path home)
      throws Exception {
    try (DeskFixture desk = new DeskFixture(home)) {
      WebSocket socket = connect(desk);
      JsonNode snapshot = next("snapshot");
      assertThat(snapshot.path("seq").asLong()).isEqualTo(1);
      assertThat(snapshot.at("/desk/accounts/0/version").asLong()).isEqualTo(200);

      PortfolioSnapshot moved = DeskFixture.portfolio(201, "100777.77", "ACTIVE", null);
      desk.events.fire(DeskEvent.data(Topics.PORTFOLIO, 0, moved));
      JsonNode delta = next("delta");
      assertThat(delta.at("/changes/0/type").asText()).isEqualTo("portfolio");
      assertThat(delta.at("/changes/0/data/account/equity").decimalValue())
          .isEqualByComparingTo("100777.77");

      // The same and an older one change nothing; the quotes' promise moves the clock.
      desk.events.fire(DeskEvent.data(Topics.PORTFOLIO, 0, moved));
      desk.events.fire(
          DeskEvent.data(Topics.PORTFOLIO, 0, DeskFixture.portfolio(150, "1", "HALTED", "old")));
      Instant promise = Instant.parse("2026-03-09T13:30:00Z");
      desk.events.fire(DeskEvent.progress(Topics.QUOTES, 0, promise));
      JsonNode clock = next("delta");
      assertThat(clock.path("changes")).hasSize(1);
      assertThat(clock.at("/changes/0/data/market").asText()).isEqualTo(promise.toString());
      assertThat(clock.at("/changes/0/data/feed_state").asText()).isEqualTo("LIVE");

      assertThat(next("heartbeat").at("/clock/feed_age_ms").asLong()).isZero();
      socket.sendText("{\"type\":\"resync\"}", true).join();
      JsonNode again = next("snapshot");
      assertThat(again.at("/desk/accounts/0/equity").decimalValue())
          .isEqualByComparingTo("100777.77");
      assertThat(again.path("seq").asLong()).isGreaterThan(clock.path("seq").asLong());
      socket.abort();
    }
  }

  private static DeskState state() {
    return new DeskState(Clock.fixed(DeskFixture.NOW, ZoneOffset.UTC), true, null);
  }

  private static List<Delta> marks(DeskState state, String symbol, double price) {
    Tick tick = Tick.trade(symbol, 1, 0, price, 1, "test", true);
    return state.apply(DeskEvent.data(Topics.QUOTES, 0, tick));
  }

  @Test
  void aSlowPageIsToldTheLatestOfEachThing() throws Exception {
    DeskState state = state();
    PushClient client = new PushClient();
    assertThat(client.next(state, false)).isPresent();
    for (int i = 1; i <= 1000; i++) {
      client.offer(marks(state, "AAPL", i));
    }
    assertThat(client.backlog()).isEqualTo(1);
    assertThat(client.next(state, true)).as("the last frame is still on its way").isEmpty();
    client.sent();
    JsonNode frame = JSON.readTree(client.next(state, false).orElseThrow());
    assertThat(frame.path("seq").asInt()).isEqualTo(2);
    assertThat(frame.at("/changes/0/data/price").asDouble()).isEqualTo(1000);
  }

  @Test
  void aPageThatIsFarBehindGetsASnapshotInsteadOfABacklog() throws Exception {
    DeskState state = state();
    PushClient client = new PushClient();
    client.next(state, false);
    client.sent();
    for (int i = 0; i <= PushClient.BOUND; i++) {
      client.offer(marks(state, "S" + i, 1));
    }
    assertThat(client.backlog()).isZero();
    JsonNode frame = JSON.readTree(client.next(state, false).orElseThrow());
    assertThat(frame.path("kind").asText()).isEqualTo("snapshot");
    assertThat(frame.at("/desk/marks")).hasSize(PushClient.BOUND + 1);
  }

  @Test
  void theEndOfTimeIsNoMarketClock() {
    DeskState state = state();
    state.apply(DeskEvent.progress(Topics.QUOTES, 0, Instant.ofEpochMilli(Long.MAX_VALUE)));
    assertThat(state.clockNode().path("market").isNull()).isTrue();
  }
}
