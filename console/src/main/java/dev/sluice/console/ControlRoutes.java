package dev.sluice.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/** The kill switch: what was done with it, and doing it. */
final class ControlRoutes {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{8,100}");
  private static final int MAX_REASON = 500;
  private final Rows rows;
  private final DeskState state;
  private final ControlRequests requests;

  ControlRoutes(Rows rows, DeskState state, ControlRequests requests) {
    this.rows = rows;
    this.state = state;
    this.requests = requests;
  }

  void register(RoutesConfig routes) {
    routes.get("/api/controls", this::list);
    routes.post("/api/controls", this::request);
  }

  private void list(Context ctx) {
    Filter filter = new Filter(ctx).equal("account", "account");
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set(
        "items",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.CONTROLS + filter.where() + " order by effective_at desc, id limit ?",
                filter.parameters(filter.limit()))));
    body.set("pending", Answers.MAPPER.valueToTree(state.pending()));
    Answers.json(ctx, body);
  }

  /**
   * The id derives from the key that the client gives, so a request that is sent again after a lost
   * answer is the same control, and the sequencer takes it once.
   */
  private void request(Context ctx) {
    String key = ctx.header("Idempotency-Key");
    if (key == null || !KEY.matcher(key).matches()) {
      throw Problem.invalid(
          "Idempotency-Key", String.valueOf(key), "8 to 100 of letters, digits and ._:-");
    }
    JsonNode body = body(ctx);
    ControlAction action =
        Filter.constant("action", body.path("action").asText(""), ControlAction.class);
    String account = body.path("account").asText("");
    if (!account.equals("*") && !state.hasAccount(account)) {
      throw Problem.invalid("account", account, "* or one of " + state.accountNames());
    }
    String reason = body.path("reason").asText("").strip();
    if (reason.length() < 3 || reason.length() > MAX_REASON) {
      throw Problem.invalid("reason", reason, "3 to " + MAX_REASON + " characters");
    }
    Control control =
        new Control(
            Ids.of("control", key),
            account,
            action,
            reason,
            "console",
            null,
            text(body, "limit"),
            text(body, "value"));
    checkLimit(control);
    try {
      requests.send(control);
    } catch (ControlRequests.UnavailableException e) {
      throw Problem.of(
          503, "Not stored", e.getMessage() + "; send it again with the same Idempotency-Key");
    }
    // Only now: what was not stored waits for nothing.
    state.requested(control);
    ObjectNode answer = Answers.MAPPER.createObjectNode();
    answer.put("id", control.id()).put("status", "REQUESTED");
    ctx.status(202);
    Answers.json(ctx, answer);
  }

  private static String text(JsonNode body, String field) {
    return body.hasNonNull(field) ? body.path(field).asText() : null;
  }

  private static void checkLimit(Control control) {
    boolean named = control.limit() != null || control.value() != null;
    boolean lasts = control.action() == ControlAction.COOL_DOWN && control.limit() == null;
    if (named && !lasts && control.action() != ControlAction.SET_LIMIT) {
      throw Problem.invalid(
          "limit", String.valueOf(control.limit()), "none with " + control.action());
    }
    try {
      control.check();
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
          "limit",
          control.limit() + "=" + control.value(),
          "a limit and its value, or the span of a COOL_DOWN: " + e.getMessage());
    }
  }

  private static JsonNode body(Context ctx) {
    try {
      JsonNode body = Answers.MAPPER.readTree(ctx.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // The same message as for JSON that is no object.
    }
    throw Problem.invalid("body", "text that is no JSON object", "{account, action, reason}");
  }
}
