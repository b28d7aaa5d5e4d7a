package dev.sluice.sinks;

import org.flywaydb.core.Flyway;

/** Brings a database to the schema of this release, from the scripts of {@code sql/migrations}. */
public final class Migrations {
  /** How often a connection is tried again while the database starts. */
  private static final int CONNECT_RETRIES = 10;

  /** Flyway doubles its pauses up to this, 120 s by default, and cannot be interrupted in them. */
  private static final int LONGEST_PAUSE_SECONDS = 2;

  private Migrations() {}

  /**
   * Applies the migrations that the database does not have yet. Calling it again, or from two
   * processes at once, changes nothing: Flyway holds a lock and keeps a history. A database that is
   * away is waited for, for half a minute at most.
   *
   * @param jdbcUrl for example {@code jdbc:postgresql://localhost:5432/sluice}
   * @param user a role that may create tables
   * @param password of that role; never logged
   * @return number of migrations applied now
   * @throws org.flywaydb.core.api.FlywayException where the database cannot be reached, or holds a
   *     migration that differs from the script of the same version
   */
  public static int migrate(String jdbcUrl, String user, String password) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(jdbcUrl, user, password)
        .locations("classpath:db/migration")
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(LONGEST_PAUSE_SECONDS)
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
