package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What executions made, and the objects themselves. */
final class ArtifactRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactRoutes.class);

  /** Of each kind, the rows that an artifact without an object stands for. */
  private static final Map<String, String> SUBJECTS =
      Map.of(
          "llm", Select.ANALYSES + " where a.id = ?",
          "chart", Select.CHARTS + " where id = ?",
          "signal", Select.SIGNALS + " where s.id = ?",
          "order", Select.ORDERS + " where ? in (o.id, o.client_order_id)",
          "trade", Select.TRADES + " where id = ?",
          "portfolio", Select.SNAPSHOTS + " where id = ?");

  /**
   * A stored page may draw itself and reach nothing: no network, no storage, no console. Only the
   * console may frame it.
   */
  private static final String HTML_POLICY =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src"
          + " 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'";

  private final Rows rows;
  private final ObjectReader objects;

  ArtifactRoutes(Rows rows, ObjectReader objects) {
    this.rows = rows;
    this.objects = objects;
  }

  void register(RoutesConfig routes) {
    routes.get("/api/artifacts", this::artifacts);
    routes.get("/api/artifacts/{id}/content", this::content);
    routes.get("/api/charts/{id}/image", ctx -> chart(ctx, "image_key", "image/png"));
    routes.get("/api/charts/{id}/page", ctx -> chart(ctx, "html_key", "text/html; charset=utf-8"));
  }

  /** A page of artifacts, newest execution first, under the execution that each belongs to. */
  private void artifacts(Context ctx) {
    Filter filter =
        new Filter(ctx).equal("a.execution_id", "execution").equal("a.symbol", "symbol");
    String query = Filter.text(ctx, "q");
    if (query != null) {
      String pattern = "%" + query.replaceAll("([\\\\%_])", "\\\\$1") + "%";
      filter.add(
          "(a.title ilike ? or a.symbol ilike ? or a.subject_id ilike ?)",
          pattern,
          pattern,
          pattern);
    }
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set("kinds", kinds(filter));
    String kind = Filter.text(ctx, "kind");
    if (kind != null) {
      if (!SUBJECTS.containsKey(kind)) {
        throw Problem.invalid(
            "kind", kind, "one of " + SUBJECTS.keySet().stream().sorted().toList());
      }
      filter.add("a.kind = ?", kind);
    }
    int limit = filter.limit();
    int offset = filter.offset();
    List<ObjectNode> items =
        rows.all(
            Select.ARTIFACTS
                + " left join workflow_executions w on w.id = a.execution_id"
                + filter.where()
                + " order by coalesce(w.started_at, a.created_at) desc, a.execution_id, a.symbol,"
                + " a.kind, a.id limit ? offset ?",
            filter.parameters(limit, offset));
    body.set("groups", groups(items));
    body.put("total", Answers.count(rows, "from artifacts a", filter));
    body.put("limit", limit).put("offset", offset);
    Answers.json(ctx, body);
  }

  /** How many there are of each kind, whichever kind is asked for. */
  private ObjectNode kinds(Filter filter) {
    ObjectNode kinds = Answers.MAPPER.createObjectNode();
    SUBJECTS.keySet().stream().sorted().forEach(kind -> kinds.put(kind, 0));
    rows.all(
            "select a.kind, count(*) as n from artifacts a" + filter.where() + " group by a.kind",
            filter.parameters())
        .forEach(row -> kinds.put(row.path("kind").asText(), row.path("n").asLong()));
    return kinds;
  }

  private ArrayNode groups(List<ObjectNode> items) {
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    for (ObjectNode item : items) {
      String execution = item.path("execution_id").asText("");
      ObjectNode group =
          groups.computeIfAbsent(
              execution,
              id -> {
                ObjectNode made = Answers.MAPPER.createObjectNode();
                made.set(
                    "execution",
                    rows.first(Select.EXECUTIONS + " where w.id = ?", id).orElse(null));
                made.putArray("items");
                return made;
              });
      group.withArray("items").add(item);
    }
    ArrayNode array = Answers.MAPPER.createArrayNode();
    groups.values().forEach(array::add);
    return array;
  }

  private void content(Context ctx) {
    String id = ctx.pathParam("id");
    ObjectNode artifact =
        rows.first(Select.ARTIFACTS + " where a.id = ?", id)
            .orElseThrow(() -> Problem.notFound("artifact", id));
    String name = artifact.path("kind").asText() + "-" + artifact.path("symbol").asText("all");
    if (!artifact.path("object_key").isNull()) {
      String key = artifact.path("object_key").asText();
      send(
          ctx,
          artifact.path("bucket").asText(),
          key,
          artifact.path("content_type").asText("application/octet-stream"),
          key.substring(key.lastIndexOf('/') + 1));
      return;
    }
    String subject = artifact.path("subject_id").asText();
    ObjectNode row =
        rows.first(SUBJECTS.get(artifact.path("kind").asText()), subject)
            .orElseThrow(() -> Problem.notFound(artifact.path("kind").asText(), subject));
    disposition(ctx, name + "-" + subject + ".json");
    ctx.contentType("application/json").result(row.toPrettyString());
  }

  private void chart(Context ctx, String column, String type) {
    String id = ctx.pathParam("id");
    ObjectNode chart =
        rows.first(Select.CHARTS + " where id = ?", id)
            .orElseThrow(() -> Problem.notFound("chart", id));
    String key = chart.path(column).asText();
    send(ctx, chart.path("bucket").asText(), key, type, key.substring(key.lastIndexOf('/') + 1));
  }

  private void send(Context ctx, String bucket, String key, String type, String name) {
    byte[] bytes;
    try {
      bytes =
          objects
              .get(bucket, key)
              .orElseThrow(
                  () ->
                      Problem.of(
                          404, "No such object", "the store has no object " + bucket + "/" + key));
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("object {}/{} cannot be read", bucket, key, e);
      throw Problem.of(503, "Object store away", "the object store did not answer; try again");
    }
    disposition(ctx, name);
    ctx.header("Cache-Control", "private, max-age=3600");
    ctx.header("X-Content-Type-Options", "nosniff");
    boolean inert = type.startsWith("image/png") || type.startsWith("application/json");
    ctx.header("Content-Security-Policy", inert ? "default-src 'none'; sandbox" : HTML_POLICY);
    ctx.contentType(type).result(bytes);
  }

  private static void disposition(Context ctx, String name) {
    boolean download = "true".equals(Filter.text(ctx, "download"));
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    ctx.header(
        "Content-Disposition",
        (download ? "attachment" : "inline") + "; filename=\"" + safe + "\"");
  }
}
