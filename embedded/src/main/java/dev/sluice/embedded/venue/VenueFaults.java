package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.embedded.venue.VenueFault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The faults that a venue is to have, and how often each has happened. A seed repeats chance. */
final class VenueFaults {
  static final Set<String> OPERATIONS =
      Set.of("place", "cancel", "order", "open_orders", "events", "positions");

  private static final Set<String> FIELDS =
      Set.of(
          "kind",
          "operation",
          "account",
          "count",
          "probability",
          "millis",
          "status",
          "reason",
          "by");

  private final List<Armed> armed = new ArrayList<>();
  private final Map<Kind, Long> happened = new EnumMap<>(Kind.class);
  private Random random;

  VenueFaults(long seed) {
    random = new Random(seed);
  }

  private static final class Armed {
    private final VenueFault fault;
    private int times;

    Armed(VenueFault fault) {
      this.fault = fault;
    }

    boolean over() {
      return fault.count() != null && times >= fault.count();
    }
  }

  synchronized void seed(long seed) {
    random = new Random(seed);
  }

  synchronized void arm(VenueFault fault) {
    armed.add(new Armed(fault));
  }

  synchronized void disarm() {
    armed.clear();
  }

  /** How often a kind has happened since the process began. */
  synchronized long happened(Kind kind) {
    return happened.getOrDefault(kind, 0L);
  }

  /** The fault that befalls a request; empty for none. */
  synchronized Optional<VenueFault> onRequest(String operation, String account) {
    for (Armed one : armed) {
      boolean fits =
          one.fault.operation() == null
              ? OPERATIONS.contains(operation)
              : one.fault.operation().equals(operation);
      if (one.fault.kind().ofRequests() && fits && befalls(one, account)) {
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  /** The fault of a kind, where it befalls an order or an execution of an account. */
  synchronized Optional<VenueFault> on(Kind kind, String account) {
    for (Armed one : armed) {
      if (one.fault.kind() == kind && befalls(one, account)) {
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  private boolean befalls(Armed one, String account) {
    boolean his = one.fault.account() == null || one.fault.account().equals(account);
    if (!his || one.over() || random.nextDouble() >= one.fault.probability()) {
      return false;
    }
    one.times++;
    happened.merge(one.fault.kind(), 1L, Long::sum);
    return true;
  }

  synchronized ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("faults");
    for (Armed one : armed) {
      VenueFault fault = one.fault;
      list.addObject()
          .put("kind", fault.kind().wire())
          .put("operation", fault.operation())
          .put("account", fault.account())
          .put("count", fault.count())
          .put("probability", fault.probability())
          .put("millis", fault.time())
          .put("status", fault.status())
          .put("reason", fault.reason())
          .put("by", fault.by())
          .put("happened", one.times);
    }
    ObjectNode sums = json.putObject("happened");
    happened.forEach((kind, times) -> sums.put(kind.wire(), times));
    return json;
  }

  /**
   * Reads {@code {"seed": N, "faults": [...]}} and arms what it says, all or nothing.
   *
   * @throws BadRequest naming field, value and what was expected
   */
  void arm(JsonNode json) {
    JsonNode list = json.path("faults");
    if (!list.isArray()) {
      throw new BadRequest("faults", list.toString(), "a list of faults");
    }
    List<VenueFault> read = new ArrayList<>();
    list.forEach(fault -> read.add(read(fault)));
    JsonNode seed = json.path("seed");
    if (!seed.isMissingNode()) {
      if (!seed.isIntegralNumber()) {
        throw new BadRequest("seed", seed.toString(), "a whole number");
      }
      seed(seed.longValue());
    }
    read.forEach(this::arm);
  }

  private static VenueFault read(JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new BadRequest(name, json.get(name).toString(), "one of " + FIELDS);
              }
            });
    String operation = text(json, "operation");
    if (operation != null && !OPERATIONS.contains(operation)) {
      throw new BadRequest("operation", operation, "one of " + OPERATIONS);
    }
    Long millis = number(json, "millis");
    try {
      return new VenueFault(
          kind(json),
          operation,
          text(json, "account"),
          whole(json, "count"),
          json.hasNonNull("probability") ? json.get("probability").asDouble(-1) : 1,
          millis,
          whole(json, "status"),
          text(json, "reason"),
          whole(json, "by"));
    } catch (IllegalArgumentException e) {
      throw BadRequest.of(e);
    }
  }

  private static Kind kind(JsonNode json) {
    String name = text(json, "kind");
    for (Kind kind : Kind.values()) {
      if (kind.wire().equals(name)) {
        return kind;
      }
    }
    throw new BadRequest(
        "kind", name, "one of " + List.of(Kind.values()).stream().map(Kind::wire).toList());
  }

  private static String text(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.get(field).asText() : null;
  }

  private static Integer whole(JsonNode json, String field) {
    Long value = number(json, field);
    return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(99_999_999, value));
  }

  private static Long number(JsonNode json, String field) {
    if (!json.hasNonNull(field)) {
      return null;
    }
    if (!json.get(field).isIntegralNumber()) {
      throw new BadRequest(field, json.get(field).asText(), "a whole number");
    }
    return json.get(field).longValue();
  }
}
