package dev.sluice.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The page itself, from the class path: one document for every address, and its assets. */
final class Pages {
  private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  /**
   * Styles may be inline, since lightweight-charts sets its logo's style from its script; scripts
   * may not. Frames show stored charts, which carry a sandbox of their own.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final Access access;

  Pages(Access access) {
    this.access = access;
  }

  void register(RoutesConfig routes) {
    routes.get("/assets/{name}", this::asset);
    routes.get("/favicon.svg", ctx -> send(ctx, "web/favicon.svg", "svg"));
    for (String path :
        new String[] {
          "/",
          "/symbols/{symbol}",
          "/symbols",
          "/orders",
          "/orders/{id}",
          "/risk",
          "/decisions",
          "/decisions/{id}",
          "/artifacts",
          "/artifacts/{id}"
        }) {
      routes.get(path, this::page);
    }
  }

  private void page(Context ctx) {
    String token = ctx.queryParam("token");
    if (token != null) {
      access.signIn(ctx, token);
      // The token leaves the address bar, the history and the referrer at once.
      ctx.status(303).header("Location", ctx.path()).header("Cache-Control", "no-store");
      return;
    }
    byte[] html = read("web/index.html");
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("Cache-Control", "no-cache");
    if (html == null) {
      ctx.status(503)
          .contentType("text/plain; charset=utf-8")
          .result("The page was left out of this build (-Dskip.web). Build again without it.\n");
      return;
    }
    ctx.contentType("text/html; charset=utf-8").result(html);
  }

  private void asset(Context ctx) {
    String name = ctx.pathParam("name");
    if (!ASSET.matcher(name).matches()) {
      throw Problem.of(404, "No such asset", "no asset has the name '" + name + "'");
    }
    ctx.header("Cache-Control", "public, max-age=31536000, immutable");
    send(ctx, "web/assets/" + name, name.substring(name.lastIndexOf('.') + 1));
  }

  private static void send(Context ctx, String resource, String extension) {
    byte[] bytes = read(resource);
    if (bytes == null) {
      ctx.header("Cache-Control", "no-store");
      throw Problem.of(404, "No such asset", "this build has no " + resource);
    }
    ctx.contentType(TYPES.getOrDefault(extension, "application/octet-stream")).result(bytes);
  }

  private static byte[] read(String resource) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
