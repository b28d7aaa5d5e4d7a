package dev.sluice.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.wire.JsonCodec;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Rows of PostgreSQL as JSON objects: columns by their names, times as ISO instants in UTC. */
final class Rows {
  private static final ObjectMapper MAPPER = JsonCodec.newMapper();
  private final DataSource database;

  Rows(DataSource database) {
    this.database = database;
  }

  /** All rows of a query. */
  List<ObjectNode> all(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, forJdbc(parameters[i]));
      }
      try (ResultSet result = statement.executeQuery()) {
        List<ObjectNode> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row(result));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /** The first row of a query. */
  Optional<ObjectNode> first(String sql, Object... parameters) {
    return all(sql, parameters).stream().findFirst();
  }

  private static Object forJdbc(Object value) {
    return value instanceof Instant instant
        ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)
        : value;
  }

  private static ObjectNode row(ResultSet result) throws SQLException {
    ObjectNode row = MAPPER.createObjectNode();
    ResultSetMetaData columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      put(row, columns.getColumnLabel(i), columns.getColumnTypeName(i), result, i);
    }
    return row;
  }

  private static void put(ObjectNode row, String name, String type, ResultSet result, int i)
      throws SQLException {
    if (result.getObject(i) == null) {
      row.putNull(name);
      return;
    }
    switch (type) {
      case "timestamptz" ->
          row.put(name, result.getObject(i, OffsetDateTime.class).toInstant().toString());
      case "date" -> row.put(name, result.getObject(i, LocalDate.class).toString());
      case "numeric" -> row.put(name, plain(result.getBigDecimal(i)));
      case "float8" -> putDouble(row, name, result.getDouble(i));
      case "int4", "int8" -> row.put(name, result.getLong(i));
      case "bool" -> row.put(name, result.getBoolean(i));
      case "jsonb", "json" -> row.set(name, tree(result.getString(i)));
      default -> row.put(name, result.getString(i));
    }
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static void putDouble(ObjectNode row, String name, double value) {
    if (Double.isFinite(value)) {
      row.put(name, value);
    } else {
      row.putNull(name);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave JSON that is none", e);
    }
  }

  /** PostgreSQL could not answer. */
  static final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
