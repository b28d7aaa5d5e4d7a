package dev.sluice.console;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The where clause, paging and checks of a list's query parameters. */
final class Filter {
  private static final int DEFAULT_LIMIT = 50;
  private final Context ctx;
  private final StringBuilder where = new StringBuilder(" where true");
  private final List<Object> parameters = new ArrayList<>();

  Filter(Context ctx) {
    this.ctx = ctx;
  }

  /** Column equals query parameter, where it is given. */
  Filter equal(String column, String name) {
    String value = text(ctx, name);
    return value == null ? this : add(column + " = ?", value);
  }

  /** Column equals a query parameter that must be a constant of the enum. */
  <E extends Enum<E>> Filter oneOf(String column, String name, Class<E> type) {
    String value = text(ctx, name);
    return value == null ? this : add(column + " = ?", constant(name, value, type).name());
  }

  /** Column between query parameters {@code from} (inclusive) and {@code to} (exclusive). */
  Filter between(String column) {
    Instant from = instant("from");
    Instant to = instant("to");
    if (from != null) {
      add(column + " >= ?", from);
    }
    return to == null ? this : add(column + " < ?", to);
  }

  /** A condition with a value for each question mark. */
  Filter add(String condition, Object... values) {
    where.append(" and ").append(condition);
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  String where() {
    return where.toString();
  }

  Object[] parameters(Object... more) {
    List<Object> all = new ArrayList<>(parameters);
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  /** Rows of a page, 1 to 500. */
  int limit() {
    return number(ctx, "limit", DEFAULT_LIMIT, 1, 500);
  }

  /** Rows before the page. */
  int offset() {
    return number(ctx, "offset", 0, 0, 10_000_000);
  }

  private Instant instant(String name) {
    String value = text(ctx, name);
    if (value == null) {
      return null;
    }
    try {
      return value.length() == 10
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw Problem.invalid(name, value, "a date like 2026-01-31 or an instant in UTC");
    }
  }

  /** A query parameter; null where it is missing or blank. */
  static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A query parameter that must be given. */
  static String required(Context ctx, String name, String expected) {
    String value = text(ctx, name);
    if (value == null) {
      throw Problem.invalid(name, "", expected);
    }
    return value;
  }

  static int number(Context ctx, String name, int otherwise, int low, int high) {
    String value = text(ctx, name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message as a number out of range.
    }
    throw Problem.invalid(name, value, "a whole number from " + low + " to " + high);
  }

  static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw Problem.invalid(name, value, "one of " + Arrays.toString(type.getEnumConstants()));
  }
}
