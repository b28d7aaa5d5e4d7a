package dev.sluice.jobs.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.console.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What an open page knows of prices: it hears what a browser hears. */
final class PushedPage implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Double> prices = new ConcurrentHashMap<>();
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicInteger largest = new AtomicInteger();
  private WebSocket socket;

  static PushedPage open(Console console) {
    PushedPage page = new PushedPage();
    page.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + console.token())
            .buildAsync(URI.create(console.address().replace("http:", "ws:") + "/api/push"), page)
            .join();
    return page;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      take(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(String frame) {
    try {
      JsonNode said = JSON.readTree(frame);
      said.at("/desk/marks").forEach(this::mark);
      for (JsonNode change : said.path("changes")) {
        if (change.path("type").asText().equals("mark")) {
          mark(change.path("data"));
        }
      }
      largest.accumulateAndGet(said.path("changes").size(), Math::max);
      frames.incrementAndGet();
      synchronized (this) {
        notifyAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mark(JsonNode mark) {
    prices.put(mark.path("symbol").asText(), mark.path("price").asDouble());
  }

  /** Waits until the page shows these prices, or no longer than a time. */
  synchronized void await(Map<String, Double> expected, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (!prices.equals(expected) && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  /** Last price by symbol. */
  Map<String, Double> prices() {
    return prices;
  }

  /** How many frames have come. */
  int frames() {
    return frames.get();
  }

  /** Changes in the largest of them. */
  int largestFrame() {
    return largest.get();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
