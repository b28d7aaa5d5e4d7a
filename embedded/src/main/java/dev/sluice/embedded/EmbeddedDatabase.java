package dev.sluice.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of this process. What it holds is kept in the directory; it listens on the
 * loopback interface and asks for a password (SCRAM) that is made once per directory. It stops with
 * the process; one that outlived a killed process is stopped by the next start on the directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  /** The database that is there from the start. */
  public static final String DATABASE = "sluice";

  /** The role that owns the database. */
  public static final String USER = "sluice";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String SUPERUSER = "postgres";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int BIND_ATTEMPTS = 3;

  private final DirectoryLock lock;
  private final EmbeddedPostgres server;
  private final Path data;
  private final String password;
  private boolean closed;

  private EmbeddedDatabase(
      DirectoryLock lock, EmbeddedPostgres server, Path data, String password) {
    this.lock = lock;
    this.data = data;
    this.server = server;
    this.password = password;
  }

  /** As {@link #start(Path, int)} on any free port. */
  public static EmbeddedDatabase start(Path directory) throws IOException {
    return start(directory, 0);
  }

  /**
   * Starts the server on what the directory holds, or anew where it is absent or empty, and returns
   * when it answers.
   *
   * @param directory where data, log and password are kept; made where absent
   * @param preferredPort the port to listen on, 0 for any; when it is taken another is used
   * @throws IllegalStateException if the directory is in use or the server cannot start
   * @throws IOException if the directory cannot be read or written
   */
  public static EmbeddedDatabase start(Path directory, int preferredPort) throws IOException {
    Path home = directory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.acquire(home);
    try {
      return start(lock, home, preferredPort);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedDatabase start(DirectoryLock lock, Path home, int preferredPort)
      throws IOException {
    Path data = home.resolve("data");
    Path prepared = home.resolve("prepared");
    String password = SecretFile.readOrCreate(home.resolve("password"), 16);
    Postmaster.stopOrphan(data);
    boolean first = !Files.exists(prepared);
    if (first) {
      // A start that was killed half-way through leaves a data directory that cannot be trusted.
      deleteTree(data);
    }
    EmbeddedPostgres server = launch(home, data, password, first, preferredPort);
    if (first) {
      try {
        prepare(server, data, password);
        Files.createFile(prepared);
      } catch (SQLException e) {
        server.close();
        throw new IllegalStateException("PostgreSQL could not be prepared in " + home, e);
      }
    }
    return new EmbeddedDatabase(lock, server, data, password);
  }

  private static EmbeddedPostgres launch(
      Path home, Path data, String password, boolean first, int preferredPort) throws IOException {
    int wanted = preferredPort;
    Exception lastFailure = null;
    for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
      int port = Ports.choose(wanted);
      try {
        return builder(home, data, password, first).setPort(port).start();
      } catch (IOException | IllegalStateException e) {
        // The port may have been taken between the choice and the bind: once more with another.
        LOG.info("PostgreSQL could not start on port {}: {}", port, e.toString());
        Postmaster.stopOrphan(data);
        lastFailure = e;
        wanted = 0;
      }
    }
    throw new IllegalStateException(
        "PostgreSQL could not start on " + data + "; its log is " + home.resolve("postgres.log"),
        lastFailure);
  }

  private static EmbeddedPostgres.Builder builder(
      Path home, Path data, String password, boolean first) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(true)
            .setOverrideWorkingDirectory(binaries(home).toFile())
            .setPGStartupWait(START_TIMEOUT)
            .setLocaleConfig("locale", "C")
            // The library's own defaults may lose the last commits when the server is killed.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "50")
            .setServerConfig("shared_buffers", "32MB")
            .setServerConfig("listen_addresses", Ports.LOOPBACK)
            .setServerConfig("unix_socket_directories", "")
            .setOutputRedirector(log)
            .setErrorRedirector(log);
    return first ? builder : builder.setConnectConfig("password", password);
  }

  /**
   * Where the server's programs are unpacked: once per user of the machine where that is possible.
   */
  private static Path binaries(Path home) throws IOException {
    Path userHome = Path.of(System.getProperty("user.home", ""));
    if (userHome.isAbsolute() && Files.isWritable(userHome)) {
      try {
        return Files.createDirectories(userHome.resolve(".cache/sluice/postgres"));
      } catch (IOException notWritable) {
        LOG.info("no cache in {}: {}", userHome, notWritable.toString());
      }
    }
    return Files.createDirectories(home.resolve("binaries"));
  }

  /** Makes the role and its database, then asks everybody for a password from now on. */
  private static void prepare(EmbeddedPostgres server, Path data, String password)
      throws SQLException, IOException {
    String url = "jdbc:postgresql://" + Ports.LOOPBACK + ":" + server.getPort() + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, SUPERUSER, "");
        Statement statement = connection.createStatement()) {
      // The password is hexadecimal digits: nothing in it to escape.
      statement.execute("alter role " + SUPERUSER + " password '" + password + "'");
      statement.execute("create role " + USER + " login password '" + password + "'");
      statement.execute("create database " + DATABASE + " owner " + USER);
      Files.write(
          data.resolve("pg_hba.conf"),
          List.of(
              "# Written by Sluice: loopback only, with a password.",
              "host all all 127.0.0.1/32 scram-sha-256",
              "host all all ::1/128 scram-sha-256"));
      statement.execute("select pg_reload_conf()");
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The database's address without user and password. */
  public String url() {
    return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + server.getPort() + "/" + DATABASE;
  }

  /** The database's address with user and password; not to be logged. */
  public String jdbcUrl() {
    return url() + "?user=" + USER + "&password=" + password;
  }

  /** The role that owns the database. */
  public String user() {
    return USER;
  }

  /** The role's password; not to be logged. */
  public String password() {
    return password;
  }

  /** Stops the server, ending its sessions; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Optional<ProcessHandle> process = Postmaster.find(data);
      server.close();
      if (process.isPresent() && !Postmaster.awaitExit(process.get())) {
        throw new IOException("PostgreSQL on " + data + " did not stop");
      }
    } finally {
      lock.close();
    }
  }
}
