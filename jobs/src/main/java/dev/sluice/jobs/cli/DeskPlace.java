package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.DeskException;
import dev.sluice.jobs.desk.DeskHome;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running desk is reached.
 *
 * @param name of the desk, for people
 * @param kafka host:port of its brokers
 * @param jdbcUrl of its records
 * @param login user and password where the address does not hold them
 */
record DeskPlace(String name, String kafka, String jdbcUrl, Properties login) {
  private static final Path USUAL_HOME = Path.of(".sluice");

  /**
   * The desk of a home, or that of the configuration.
   *
   * @param home null for the configured Kafka, or {@code .sluice} where none is configured
   * @throws DeskException where no desk runs in the home; the message names it
   */
  static DeskPlace find(Path home, SluiceConfig config) throws IOException {
    if (home == null && config.optional(SluiceOptions.KAFKA_BOOTSTRAP_SERVERS).isPresent()) {
      Properties login = new Properties();
      login.setProperty("user", config.get(SluiceOptions.POSTGRES_USER));
      config
          .optional(SluiceOptions.POSTGRES_PASSWORD)
          .ifPresent(password -> login.setProperty("password", password));
      return new DeskPlace(
          "the desk at " + config.bootstrapServers(),
          config.bootstrapServers(),
          config.get(SluiceOptions.POSTGRES_URL),
          login);
    }
    Path at = home == null ? USUAL_HOME : home;
    Path file = DeskHome.endpointsFile(at.toAbsolutePath().normalize());
    if (!Files.exists(file)) {
      throw new DeskException(
          "no desk is running in '" + at + "', expected one: start it, or name its --home");
    }
    JsonNode endpoints = JsonCodec.newMapper().readTree(file.toFile());
    return new DeskPlace(
        "the desk in '" + at + "'",
        endpoints.path("kafka").asText(),
        endpoints.path("postgres").asText(),
        new Properties());
  }

  /**
   * The names of its accounts, none before the first has been recorded; empty where the database
   * does not answer within some seconds.
   */
  Optional<List<String>> accounts() {
    Properties settings = new Properties();
    settings.putAll(login);
    settings.setProperty("connectTimeout", "3");
    settings.setProperty("loginTimeout", "3");
    settings.setProperty("socketTimeout", "5");
    try (Connection connection = DriverManager.getConnection(jdbcUrl, settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name from accounts order by name")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return Optional.of(names);
    } catch (SQLException e) {
      // To stop trading must not need the records.
      return Optional.empty();
    }
  }
}
