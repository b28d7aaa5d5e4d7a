package dev.sluice.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Who may use the console.
 *
 * <p>A random token in a file that only its owner can read opens it; a browser then holds a cookie
 * derived from it. The Host header must be a name of this machine, so that a page elsewhere cannot
 * reach the console by rebinding its own name to 127.0.0.1; an Origin must be the console's own.
 */
final class Access {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int TOKEN_BYTES = 32;
  private final String token;
  private final String session;
  private final Set<String> allowedHosts;
  private final String boundHost;

  Access(Path tokenFile, String boundHost, Set<String> allowedHosts) {
    this.token = readOrMake(tokenFile);
    this.session = sha256("sluice-session|" + token);
    this.boundHost = boundHost.toLowerCase(Locale.ROOT);
    this.allowedHosts = allowedHosts;
  }

  String token() {
    return token;
  }

  /** Refuses a request by its Host or Origin. */
  void checkOrigin(Context ctx) {
    String host = ctx.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    boolean known =
        LOOPBACK.contains(name) || name.equals(boundHost) || allowedHosts.contains(name);
    if (!known) {
      throw Problem.of(
          403, "Host refused", "Host was '" + host + "', expected a name of this console");
    }
    String origin = ctx.header("Origin");
    if (origin != null && !host.equalsIgnoreCase(authority(origin))) {
      throw Problem.of(
          403, "Origin refused", "Origin was '" + origin + "', expected the console's own");
    }
  }

  /** Refuses a request that carries neither the cookie nor the token. */
  void checkSession(Context ctx) {
    if (!authorised(ctx)) {
      throw Problem.of(
          401,
          "Not signed in",
          "open the address that the desk printed, or send the token of its token file as a Bearer"
              + " token");
    }
  }

  /**
   * Refuses an upgrade to a WebSocket. Browsers always send an Origin; whoever does not must show
   * the token itself.
   */
  void checkUpgrade(Context ctx) {
    checkOrigin(ctx);
    checkSession(ctx);
    if (ctx.header("Origin") == null && bearer(ctx) == null) {
      throw Problem.of(403, "Origin refused", "Origin was missing, expected the console's own");
    }
  }

  /** Sets the cookie where the token is right. */
  void signIn(Context ctx, String offered) {
    if (!same(token, offered)) {
      throw Problem.of(401, "Wrong token", "the token is not the one in the desk's token file");
    }
    ctx.res()
        .addHeader(
            "Set-Cookie",
            cookieName(ctx)
                + "="
                + session
                + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000");
  }

  private boolean authorised(Context ctx) {
    String bearer = bearer(ctx);
    return bearer != null ? same(token, bearer) : same(session, ctx.cookie(cookieName(ctx)));
  }

  private static String bearer(Context ctx) {
    String header = ctx.header("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
  }

  /** Cookies are not kept apart by port, so two desks on a machine need two names. */
  private static String cookieName(Context ctx) {
    return "sluice_" + ctx.req().getLocalPort();
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean same(String expected, String offered) {
    return offered != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  private static String readOrMake(Path file) {
    try {
      if (Files.exists(file)) {
        String kept = Files.readString(file).strip();
        if (kept.length() < 32) {
          throw new IllegalStateException(
              file + ": holds " + kept.length() + " characters, expected a token of at least 32");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return kept;
      }
      byte[] bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      // Made empty with its mode first: at no moment can another user read the token.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, made + "\n", StandardOpenOption.WRITE);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("token file " + file + " cannot be used", e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
