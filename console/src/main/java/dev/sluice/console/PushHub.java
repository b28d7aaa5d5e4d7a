package dev.sluice.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.wire.JsonCodec;
import io.javalin.websocket.WsConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every open page what changes, at most ten times a second each. */
final class PushHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PushHub.class);
  private static final long TICK_MILLIS = 100;
  private static final long TICKS_A_HEARTBEAT = 20;
  private static final int MAX_PAGES = 64;

  private final DeskState state;
  private final Map<Session, PushClient> clients = new ConcurrentHashMap<>();
  private final AtomicLong ticks = new AtomicLong();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "console-push");
            thread.setDaemon(true);
            return thread;
          });

  PushHub(DeskState state) {
    this.state = state;
  }

  void start() {
    timer.scheduleWithFixedDelay(
        this::flushSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes an event of the desk. */
  void accept(DeskEvent event) {
    // One lock for state and queues: a snapshot holds exactly what was offered before it.
    synchronized (state) {
      var deltas = state.apply(event);
      if (!deltas.isEmpty()) {
        clients.values().forEach(client -> client.offer(deltas));
      }
    }
  }

  /** The WebSocket's handlers. */
  void configure(WsConfig ws) {
    ws.onConnect(
        ctx -> {
          if (clients.size() >= MAX_PAGES) {
            ctx.closeSession(1013, "too many pages are open");
            return;
          }
          ctx.session.setIdleTimeout(Duration.ofMinutes(2));
          clients.put(ctx.session, new PushClient());
        });
    ws.onMessage(ctx -> heard(ctx.session, ctx.message()));
    ws.onClose(ctx -> clients.remove(ctx.session));
    ws.onError(ctx -> clients.remove(ctx.session));
  }

  private void heard(Session session, String message) {
    try {
      String type = JsonCodec.newMapper().readTree(message).path("type").asText();
      PushClient client = clients.get(session);
      if (client != null && type.equals("resync")) {
        client.resync();
      }
    } catch (JsonProcessingException e) {
      session.close(1007, "expected JSON such as {\"type\":\"resync\"}", Callback.NOOP);
    }
  }

  private void flushSafely() {
    try {
      boolean heartbeat = ticks.incrementAndGet() % TICKS_A_HEARTBEAT == 0;
      clients.forEach((session, client) -> flush(session, client, heartbeat));
    } catch (RuntimeException e) {
      LOG.warn("a push failed", e);
    }
  }

  private void flush(Session session, PushClient client, boolean heartbeat) {
    if (!session.isOpen()) {
      clients.remove(session);
      return;
    }
    Optional<String> frame;
    synchronized (state) {
      frame = client.next(state, heartbeat);
    }
    frame.ifPresent(
        text ->
            session.sendText(
                text, Callback.from(client::sent, failure -> dropped(session, client, failure))));
  }

  private void dropped(Session session, PushClient client, Throwable failure) {
    LOG.debug("a page went away: {}", failure.getMessage());
    client.sent();
    clients.remove(session);
  }

  int pages() {
    return clients.size();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    clients.keySet().forEach(session -> session.close(1001, "the desk stops", Callback.NOOP));
    clients.clear();
  }
}
