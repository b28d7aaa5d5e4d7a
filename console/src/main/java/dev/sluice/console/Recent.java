package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest things of a kind, by id. Not safe for many threads. */
final class Recent {
  private final int kept;

  /** Oldest first. */
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();

  Recent(int kept) {
    this.kept = kept;
  }

  /** Takes rows that come newest first, behind what is already known. */
  void seed(List<ObjectNode> newestFirst) {
    Map<String, ObjectNode> later = new LinkedHashMap<>(byId);
    byId.clear();
    List<ObjectNode> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    oldestFirst.forEach(row -> put(row.path("id").asText(), row));
    later.forEach(this::put);
  }

  /** Keeps a thing; false where it is known just so. */
  boolean put(String id, ObjectNode node) {
    ObjectNode known = byId.get(id);
    if (known != null
        && (node.equals(known) || known.path("version").asLong() > node.path("version").asLong())) {
      return false;
    }
    byId.put(id, node);
    if (byId.size() > kept) {
      byId.remove(byId.keySet().iterator().next());
    }
    return true;
  }

  /** Newest first. */
  List<ObjectNode> latest() {
    List<ObjectNode> latest = new ArrayList<>(byId.values());
    Collections.reverse(latest);
    return latest;
  }
}
