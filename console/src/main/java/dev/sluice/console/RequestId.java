package dev.sluice.console;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The name of a request, in the answer's header, in its error and in the log. */
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "request-id";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** The id of this request, given at first use. */
  static String of(Context ctx) {
    String id = ctx.attribute(ATTRIBUTE);
    if (id == null) {
      byte[] bytes = new byte[6];
      RANDOM.nextBytes(bytes);
      id = HexFormat.of().formatHex(bytes);
      ctx.attribute(ATTRIBUTE, id);
    }
    return id;
  }
}
