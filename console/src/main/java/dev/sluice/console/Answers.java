package dev.sluice.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.wire.JsonCodec;
import io.javalin.http.Context;
import java.util.List;

/** How lists and pages of lists are answered. */
final class Answers {
  static final ObjectMapper MAPPER = JsonCodec.newMapper();
  private static final int CSV_ROWS = 50_000;

  private Answers() {}

  static void json(Context ctx, ObjectNode body) {
    ctx.contentType("application/json").result(body.toString());
  }

  static void items(Context ctx, List<ObjectNode> items) {
    ObjectNode body = MAPPER.createObjectNode();
    body.set("items", MAPPER.valueToTree(items));
    json(ctx, body);
  }

  /** One page of a list with the number of all, or with {@code format=csv} all of it as a file. */
  static void page(
      Context ctx,
      Rows rows,
      String select,
      String count,
      Filter filter,
      String order,
      String name) {
    String format = Filter.text(ctx, "format");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw Problem.invalid("format", format, "json or csv");
    }
    if ("csv".equals(format)) {
      String all = select + filter.where() + order + " limit " + CSV_ROWS;
      ctx.contentType("text/csv; charset=utf-8")
          .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
          .result(Csv.of(rows.all(all, filter.parameters())));
      return;
    }
    int limit = filter.limit();
    int offset = filter.offset();
    ObjectNode body = MAPPER.createObjectNode();
    body.set(
        "items",
        MAPPER.valueToTree(
            rows.all(
                select + filter.where() + order + " limit ? offset ?",
                filter.parameters(limit, offset))));
    body.put("total", count(rows, count, filter)).put("limit", limit).put("offset", offset);
    json(ctx, body);
  }

  static long count(Rows rows, String from, Filter filter) {
    return rows.first("select count(*) as n " + from + filter.where(), filter.parameters())
        .orElseThrow()
        .path("n")
        .asLong();
  }
}
