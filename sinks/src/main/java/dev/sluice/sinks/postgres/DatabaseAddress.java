package dev.sluice.sinks.postgres;

import java.io.Serializable;

/**
 * Where the database is.
 *
 * @param jdbcUrl for example {@code jdbc:postgresql://localhost:5432/sluice}
 * @param user role that may write the tables
 * @param password of that role; kept out of {@link #toString()}
 */
public record DatabaseAddress(String jdbcUrl, String user, String password)
    implements Serializable {
  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}
