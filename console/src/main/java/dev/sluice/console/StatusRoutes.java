package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether the desk's parts are there, and how far the records are. */
final class StatusRoutes {
  private final Rows rows;
  private final DeskState state;
  private final DeskEvents events;
  private final PushHub hub;
  private final Access access;

  StatusRoutes(Rows rows, DeskState state, DeskEvents events, PushHub hub, Access access) {
    this.rows = rows;
    this.state = state;
    this.events = events;
    this.hub = hub;
    this.access = access;
  }

  void register(RoutesConfig routes) {
    routes.get("/healthz", this::health);
    routes.get("/api/status", this::status);
    routes.get("/api/openapi.yaml", StatusRoutes::openapi);
    routes.post("/api/login", this::login);
  }

  private boolean databaseUp() {
    try {
      return !rows.all("select 1 as one").isEmpty();
    } catch (Rows.DatabaseException e) {
      return false;
    }
  }

  private void health(Context ctx) {
    boolean up = databaseUp();
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.put("status", up ? "UP" : "DOWN");
    ctx.status(up ? 200 : 503);
    Answers.json(ctx, body);
  }

  private void status(Context ctx) {
    ObjectNode body = Answers.MAPPER.createObjectNode();
    boolean up = databaseUp();
    body.put("database", up ? "UP" : "DOWN");
    body.put("events", events.connected() ? "UP" : "DOWN");
    body.put("events_left_out", events.leftOut());
    body.put("pages", hub.pages());
    body.set("clock", state.clockNode());
    ObjectNode counts = body.putObject("rows");
    if (up) {
      rows.first(
              "select (select count(*) from workflow_executions) as executions,"
                  + " (select count(*) from charts) as charts,"
                  + " (select count(*) from llm_analyses) as analyses,"
                  + " (select count(*) from trading_signals) as signals,"
                  + " (select count(*) from orders) as orders,"
                  + " (select count(*) from trades) as trades,"
                  + " (select count(*) from dead_letters) as dead_letters")
          .ifPresent(counts::setAll);
    }
    body.set(
        "dead_letters",
        Answers.MAPPER.valueToTree(
            up
                ? rows.all(
                    "select code, count(*) as count from dead_letters group by code order by code")
                : List.of()));
    body.set(
        "progress",
        Answers.MAPPER.valueToTree(
            up
                ? rows.all(
                    "select topic, partition, next_offset, watermark from stream_progress order by"
                        + " topic, partition")
                : List.of()));
    Answers.json(ctx, body);
  }

  private void login(Context ctx) {
    String offered = ctx.formParam("token");
    access.signIn(ctx, offered == null ? "" : offered.strip());
    ctx.status(204);
  }

  private static void openapi(Context ctx) {
    try (InputStream in = StatusRoutes.class.getResourceAsStream("openapi.yaml")) {
      ctx.contentType("application/yaml")
          .result(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
