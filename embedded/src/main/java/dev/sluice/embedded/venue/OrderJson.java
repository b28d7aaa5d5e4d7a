package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An order as it comes over the wire. */
final class OrderJson {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_NUMBER = 40;
  private static final List<String> FIELDS =
      List.of(
          "client_order_id",
          "symbol",
          "side",
          "type",
          "time_in_force",
          "quantity",
          "limit_price",
          "stop_price",
          "trailing_amount",
          "trailing_percent",
          "oco_group",
          "position_effect");

  private OrderJson() {}

  /**
   * Reads an order.
   *
   * @throws BadRequest naming field, value and what was expected
   */
  static Order read(String account, JsonNode json) {
    if (!json.isObject()) {
      throw new BadRequest("body", json.toString(), "a JSON object");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              // A price under a name that nobody reads would make another order of it.
              if (!FIELDS.contains(name)) {
                throw new BadRequest(name, json.get(name).toString(), "one of " + FIELDS);
              }
            });
    BigDecimal quantity = decimal(json, "quantity");
    if (quantity == null) {
      throw new BadRequest("quantity", null, "a decimal above 0");
    }
    return new Order(
        id(json, "client_order_id"),
        account,
        null,
        null,
        null,
        role(json),
        id(json, "symbol"),
        choice(json, "side", Side.class),
        choice(json, "type", OrderType.class),
        choice(json, "time_in_force", TimeInForce.class),
        quantity,
        BigDecimal.ZERO,
        decimal(json, "limit_price"),
        decimal(json, "stop_price"),
        null,
        OrderStatus.SUBMITTED,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        true,
        decimal(json, "trailing_amount"),
        decimal(json, "trailing_percent"),
        json.hasNonNull("oco_group") ? id(json, "oco_group") : null);
  }

  /** What closes a position is taken before what opens one where one quote reaches both. */
  private static String role(JsonNode json) {
    String effect = json.hasNonNull("position_effect") ? json.get("position_effect").asText() : "";
    return switch (effect) {
      case "", "OPEN" -> OrderRole.ENTRY.name();
      case "CLOSE" -> OrderRole.EXIT.name();
      default -> throw new BadRequest("position_effect", effect, "OPEN or CLOSE");
    };
  }

  /** An account's or an order's name as part of a request. */
  static String id(String field, String value) {
    if (value == null || value.isBlank() || value.length() > LONGEST_ID) {
      throw new BadRequest(field, value, "1 to " + LONGEST_ID + " characters");
    }
    return value;
  }

  private static String id(JsonNode json, String field) {
    return id(field, json.path(field).isTextual() ? json.get(field).textValue() : null);
  }

  private static <E extends Enum<E>> E choice(JsonNode json, String field, Class<E> type) {
    String value = json.path(field).asText(null);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw new BadRequest(field, value, "one of " + Arrays.toString(type.getEnumConstants()));
  }

  private static BigDecimal decimal(JsonNode json, String field) {
    if (!json.hasNonNull(field)) {
      return null;
    }
    JsonNode value = json.get(field);
    String text = value.asText();
    try {
      if (text.length() <= LONGEST_NUMBER && (value.isNumber() || value.isTextual())) {
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs(decimal.scale()) <= LONGEST_NUMBER) {
          return decimal;
        }
      }
    } catch (NumberFormatException e) {
      // Said below, as for what is no number at all.
    }
    throw new BadRequest(field, text, "a decimal such as 100.25");
  }
}
