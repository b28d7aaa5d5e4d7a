package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.wire.JsonCodec;
import io.javalin.http.Context;

/** An answer that is an error, written as problem details (RFC 9457). */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String title;
  private final String field;
  private final String value;
  private final String expected;

  private Problem(
      int status, String title, String detail, String field, String value, String expected) {
    super(detail);
    this.status = status;
    this.title = title;
    this.field = field;
    this.value = value;
    this.expected = expected;
  }

  /** A field that holds what cannot be used. */
  static Problem invalid(String field, String value, String expected) {
    return new Problem(
        400,
        "Invalid " + field,
        field + " was '" + value + "', expected " + expected,
        field,
        value,
        expected);
  }

  /** There is no such thing. */
  static Problem notFound(String what, String id) {
    return new Problem(
        404,
        "No such " + what,
        "no " + what + " has the id '" + id + "'",
        "id",
        id,
        "the id of a " + what + " that was recorded");
  }

  /** Anything else. */
  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, null, null);
  }

  int status() {
    return status;
  }

  /** Writes this as the answer. */
  void write(Context ctx) {
    ObjectNode body = JsonCodec.newMapper().createObjectNode();
    body.put("type", "about:blank").put("title", title).put("status", status);
    body.put("detail", getMessage()).put("instance", ctx.path());
    body.put("request_id", RequestId.of(ctx));
    if (field != null) {
      body.put("field", field).put("value", value).put("expected", expected);
    }
    ctx.status(status).contentType("application/problem+json").result(body.toString());
  }
}
