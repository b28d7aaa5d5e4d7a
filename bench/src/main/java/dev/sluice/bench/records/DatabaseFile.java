package dev.sluice.bench.records;

import dev.sluice.sinks.postgres.DatabaseAddress;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Tells the process of a side where the database is; no password on a command line. */
public final class DatabaseFile {
  private static final String URL = "url";
  private static final String USER = "user";
  private static final String PASSWORD = "password";

  private DatabaseFile() {}

  /** Writes the address into a directory that only its owner can read. */
  public static void write(Path file, DatabaseAddress address) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(URL, address.jdbcUrl());
    properties.setProperty(USER, address.user());
    properties.setProperty(PASSWORD, address.password());
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(out, null);
    }
  }

  /** Reads it back. */
  public static DatabaseAddress read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return new DatabaseAddress(
        properties.getProperty(URL),
        properties.getProperty(USER),
        properties.getProperty(PASSWORD));
  }
}
