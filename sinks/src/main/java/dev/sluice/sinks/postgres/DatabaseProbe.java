package dev.sluice.sinks.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** One look at whether a database answers, in a second or two. */
public final class DatabaseProbe {
  private static final String PREFIX = "jdbc:postgresql:";

  /** Seconds, of each step of connecting and of all of them. */
  private static final String TIMEOUT = "2";

  /** SQLSTATE of a server that is starting or stopping. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  /** SQLSTATE class of connections that could not be made. */
  private static final String CONNECTION_CLASS = "08";

  private DatabaseProbe() {}

  /**
   * Connects once.
   *
   * @return empty where the database took the connection; otherwise why it is away, on one line
   * @throws SQLException where waiting is of no use: the address is no PostgreSQL's, or it refused
   *     the user, the password or the database
   */
  public static Optional<String> problem(DatabaseAddress database) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", database.user());
    settings.setProperty("password", database.password());
    settings.setProperty("connectTimeout", TIMEOUT);
    settings.setProperty("socketTimeout", TIMEOUT);
    settings.setProperty("loginTimeout", TIMEOUT);
    try (Connection connection = new Driver().connect(database.jdbcUrl(), settings)) {
      if (connection == null) {
        throw new SQLException(
            "address '"
                + database.jdbcUrl().split("\\?", 2)[0]
                + "', expected "
                + PREFIX
                + "//HOST:PORT/DATABASE");
      }
      return Optional.empty();
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (state != null
          && (state.startsWith(CONNECTION_CLASS) || state.equals(CANNOT_CONNECT_NOW))) {
        return Optional.of(e.getMessage().lines().findFirst().orElse(state));
      }
      throw e;
    }
  }

  /**
   * The host and port of an address, for people, without what may be secret in it.
   *
   * @param jdbcUrl for example {@code jdbc:postgresql://localhost:5432/sluice}
   */
  public static String hostAndPort(String jdbcUrl) {
    String rest = jdbcUrl.startsWith(PREFIX) ? jdbcUrl.substring(PREFIX.length()) : jdbcUrl;
    if (!rest.startsWith("//")) {
      return "localhost:5432";
    }
    String authority = rest.substring(2).split("[/?]", 2)[0];
    return authority.matches(".*:\\d+") ? authority : authority + ":5432";
  }
}
