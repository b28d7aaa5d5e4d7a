package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.console.DeskState.Delta;
import dev.sluice.wire.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one page has yet to be told.
 *
 * <p>A newer change of a thing replaces an older one that still waits. More than {@value #BOUND}
 * things waiting means that the page is far behind: they are dropped and a new snapshot goes out
 * instead, so a slow page costs bounded memory and never sees half a story.
 */
final class PushClient {
  static final int BOUND = 500;
  private final Map<String, Delta> waiting = new LinkedHashMap<>();
  private boolean snapshotDue = true;
  private boolean sending;
  private long sequence;

  /** Adds changes to what waits. */
  synchronized void offer(List<Delta> deltas) {
    if (snapshotDue) {
      return;
    }
    for (Delta delta : deltas) {
      waiting.remove(delta.key());
      waiting.put(delta.key(), delta);
    }
    if (waiting.size() > BOUND) {
      resync();
    }
  }

  /** Starts over with a snapshot: the page has missed something. */
  synchronized void resync() {
    waiting.clear();
    snapshotDue = true;
  }

  /**
   * The next frame to send, or empty where nothing is due or the last one is still on its way.
   *
   * @param state asked for a snapshot where one is due; the caller holds its lock
   * @param heartbeat whether to send even where nothing changed
   */
  synchronized Optional<String> next(DeskState state, boolean heartbeat) {
    if (sending || (!snapshotDue && waiting.isEmpty() && !heartbeat)) {
      return Optional.empty();
    }
    ObjectNode frame = JsonCodec.newMapper().createObjectNode();
    frame.put("seq", ++sequence);
    if (snapshotDue) {
      frame.put("kind", "snapshot");
      frame.set("desk", state.snapshot());
      snapshotDue = false;
    } else if (waiting.isEmpty()) {
      frame.put("kind", "heartbeat");
      frame.set("clock", state.clockNode());
    } else {
      frame.put("kind", "delta");
      ArrayNode changes = frame.putArray("changes");
      for (Delta delta : waiting.values()) {
        changes.addObject().put("type", delta.type()).set("data", delta.data());
      }
      waiting.clear();
    }
    sending = true;
    return Optional.of(frame.toString());
  }

  /** The last frame has left, or failed. */
  synchronized void sent() {
    sending = false;
  }

  synchronized int backlog() {
    return waiting.size();
  }
}
