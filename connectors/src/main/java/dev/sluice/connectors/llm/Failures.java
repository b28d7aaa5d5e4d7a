package dev.sluice.connectors.llm;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/** Says what kind of failure an exception is, and whether and when to try again. */
final class Failures {
  private static final Duration FIRST_DELAY = Duration.ofMillis(250);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
  private static final int MOST_CHARACTERS = 500;

  private final AnalystConfig config;

  Failures(AnalystConfig config) {
    this.config = config;
  }

  /** The failure as a value; the key is struck out of its message. */
  Failed of(Throwable error, long latencyMillis) {
    OpenAIServiceException service = cause(error, OpenAIServiceException.class);
    AnalystFailure code = service != null ? code(service.statusCode()) : code(error);
    String message = service != null ? "HTTP " + service.statusCode() + ": " : "";
    Throwable shown = service != null ? service : deepest(error);
    return new Failed(
        code,
        shown(message + (shown.getMessage() == null ? shown.toString() : shown.getMessage())),
        config.model(),
        null,
        null,
        latencyMillis,
        null);
  }

  /**
   * How long to wait before the next try.
   *
   * @param retries tries made after the first
   * @return null where another try would be in vain
   */
  Duration retryDelay(Throwable error, AnalystFailure code, int retries) {
    return switch (code) {
      case RATE_LIMITED, SERVER_ERROR -> {
        OpenAIServiceException service = cause(error, OpenAIServiceException.class);
        Duration asked = service == null ? null : retryAfter(service.headers());
        yield asked != null ? asked : backoff(retries);
      }
      case UNREACHABLE -> backoff(retries);
      case TIMEOUT, EMPTY, NOT_JSON, WRONG_SCHEMA, REFUSED -> null;
    };
  }

  private static AnalystFailure code(int status) {
    if (status == 429) {
      return AnalystFailure.RATE_LIMITED;
    }
    if (status == 408) {
      return AnalystFailure.TIMEOUT;
    }
    return status >= 500 ? AnalystFailure.SERVER_ERROR : AnalystFailure.REFUSED;
  }

  private static AnalystFailure code(Throwable error) {
    if (cause(error, BoundedAnswers.TooLongException.class) != null) {
      return AnalystFailure.NOT_JSON;
    }
    if (cause(error, InterruptedIOException.class) != null
        || cause(error, TimeoutException.class) != null) {
      return AnalystFailure.TIMEOUT;
    }
    // what is no IOException was not sent: nothing was reached either
    return AnalystFailure.UNREACHABLE;
  }

  private static Duration backoff(int retries) {
    long most = FIRST_DELAY.toMillis() << Math.min(retries, 10);
    long capped = Math.min(most, LONGEST_DELAY.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(capped / 2, capped + 1));
  }

  /** Seconds, or milliseconds in OpenAI's own header; null where neither says a number. */
  private static Duration retryAfter(Headers headers) {
    Double millis = number(headers, "retry-after-ms");
    if (millis != null) {
      return Duration.ofMillis(millis.longValue());
    }
    Double seconds = number(headers, "retry-after");
    return seconds == null ? null : Duration.ofMillis((long) (seconds * 1000));
  }

  private static Double number(Headers headers, String name) {
    for (String value : headers.values(name)) {
      try {
        double number = Double.parseDouble(value.strip());
        if (number >= 0 && number <= 1e9) {
          return number;
        }
      } catch (NumberFormatException e) {
        // a date, or nonsense: the doubling delay serves
      }
    }
    return null;
  }

  private String shown(String message) {
    String safe =
        config.apiKey() == null || config.apiKey().isEmpty()
            ? message
            : message.replace(config.apiKey(), "***");
    return safe.length() <= MOST_CHARACTERS ? safe : safe.substring(0, MOST_CHARACTERS) + "…";
  }

  private static <T extends Throwable> T cause(Throwable error, Class<T> type) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static Throwable deepest(Throwable error) {
    Throwable io = cause(error, IOException.class);
    if (io != null) {
      return io;
    }
    Throwable deepest = error;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
