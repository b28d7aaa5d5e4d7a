package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.trading.ExecutionCosts;
import dev.sluice.domain.trading.PaperBook;
import dev.sluice.embedded.venue.VenueFault.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A paper venue behind HTTP, with its own book and its own faults on request; docs/remote-venue.md
 * has its interface. What it did is in {@code venue.journal} of its home before it is answered, so
 * a venue that was killed has the same book, ids and cursors when it is started again.
 *
 * <p>It asks for no key and trusts whoever reaches it: it is for paper, on a machine of one's own.
 */
public final class RemoteVenue implements AutoCloseable {
  /** Name of the venue, as its reports carry it. */
  public static final String NAME = "REMOTE";

  private static final Logger LOG = LoggerFactory.getLogger(RemoteVenue.class);
  private static final long TICK_MILLIS = 10;

  /** Exit code of a process that {@code kill -9} has ended. */
  private static final int KILLED = 137;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private final VenueCore core;
  private final VenueFaults faults;
  private final FileChannel lock;

  private RemoteVenue(
      HttpServer server,
      ExecutorService threads,
      ScheduledExecutorService clock,
      VenueCore core,
      VenueFaults faults,
      FileChannel lock) {
    this.server = server;
    this.threads = threads;
    this.clock = clock;
    this.core = core;
    this.faults = faults;
    this.lock = lock;
  }

  /**
   * How a venue is.
   *
   * @param home directory of its journal, made where it is absent
   * @param host address to listen on
   * @param port to listen on; 0 for any. Where it is taken, any
   * @param costs the venue's models; a home goes on only with those that it began with
   * @param calendar sessions of its market
   * @param seed of faults that happen at random
   */
  public record Settings(
      Path home, String host, int port, ExecutionCosts costs, TradingCalendar calendar, long seed) {
    /**
     * Checks that all is there.
     *
     * @throws IllegalArgumentException where the port is out of range
     */
    public Settings {
      Objects.requireNonNull(home, "home");
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(costs, "costs");
      Objects.requireNonNull(calendar, "calendar");
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: was " + port + ", expected 0 (any) to 65535");
      }
    }

    /** A venue on this machine's loopback address. */
    public static Settings of(Path home, int port, TradingCalendar calendar) {
      return new Settings(home, "127.0.0.1", port, ExecutionCosts.DEFAULT, calendar, 1);
    }
  }

  /**
   * Starts a venue, which goes on where the last one on its home ended.
   *
   * @throws IOException where the home is in use or its journal cannot be read, or the host is not
   *     this machine's; the message names it
   */
  public static RemoteVenue start(Settings settings) throws IOException {
    return start(settings, () -> Runtime.getRuntime().halt(KILLED));
  }

  static RemoteVenue start(Settings settings, Runnable halt) throws IOException {
    Files.createDirectories(settings.home());
    FileChannel lock = lock(settings.home());
    VenueCore core = null;
    try {
      VenueFaults faults = new VenueFaults(settings.seed());
      PaperBook book = new PaperBook(NAME, settings.costs(), BigDecimal.ONE, settings.calendar());
      core = new VenueCore(settings.home().resolve("venue.journal"), book, faults, halt);
      HttpServer server = bind(settings.host(), settings.port());
      return serve(server, core, faults, halt, lock);
    } catch (IOException | RuntimeException e) {
      if (core != null) {
        core.close();
      }
      lock.close();
      throw e;
    }
  }

  private static RemoteVenue serve(
      HttpServer server, VenueCore core, VenueFaults faults, Runnable halt, FileChannel lock) {
    AtomicInteger number = new AtomicInteger();
    // As many as there are requests: each long poll and each request that hangs has one.
    ExecutorService threads =
        Executors.newCachedThreadPool(task -> daemon(task, "venue-" + number.incrementAndGet()));
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "venue-delivery"));
    clock.scheduleWithFixedDelay(
        () -> tellOverdue(core), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    server.setExecutor(threads);
    server.createContext("/", new VenueHttp(core, faults, halt)::handle);
    server.start();
    RemoteVenue venue = new RemoteVenue(server, threads, clock, core, faults, lock);
    LOG.info("Remote paper venue at {}", venue.address());
    return venue;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void tellOverdue(VenueCore core) {
    try {
      core.tellOverdue();
    } catch (IOException e) {
      LOG.error("The venue cannot write its journal", e);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve("venue.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("Another venue of this process has {}", home);
    }
    channel.close();
    throw new IOException(
        "home: was " + home + ", which another venue is using; expected one of its own");
  }

  private static HttpServer bind(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("host: was " + host + ", expected an address of this machine");
    }
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      try {
        return HttpServer.create(new InetSocketAddress(host, 0), 0);
      } catch (IOException none) {
        throw new IOException(
            "host: was " + host + ", expected an address of this machine: " + none.getMessage(), e);
      }
    }
  }

  /** Where it listens, for example {@code http://127.0.0.1:41234}. */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Lets something go wrong from now on. */
  public void arm(VenueFault fault) {
    faults.arm(fault);
  }

  /** Arms what a JSON object says, in the form of {@code POST /v1/faults}. */
  public void arm(JsonNode json) {
    faults.arm(json);
  }

  /** Lets nothing go wrong any more. */
  public void disarm() {
    faults.disarm();
  }

  /** How often something went wrong since this venue was started. */
  public long happened(Kind kind) {
    return faults.happened(kind);
  }

  /**
   * Takes the market.
   *
   * @param ticks in the order of their time; what is behind the venue's clock is left out
   * @param offsets where to go on in what they come from, see {@link #offsets}; null for none
   * @throws IOException where the journal cannot be written
   */
  public void market(List<Tick> ticks, JsonNode offsets) throws IOException {
    core.market(ticks, offsets);
  }

  /**
   * Says that the market up to a time is through, which closes sessions.
   *
   * @throws IOException where the journal cannot be written
   */
  public void advance(Instant time) throws IOException {
    core.advance(time);
  }

  /**
   * Says the same, and does nothing where no order depends on it.
   *
   * @throws IOException where the journal cannot be written
   */
  public void passed(Instant time) throws IOException {
    core.passed(time);
  }

  /** What the last ticks in the journal said about where to go on; an empty object for nothing. */
  public JsonNode offsets() {
    return core.offsets();
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    clock.shutdownNow();
    core.close();
    lock.close();
  }
}
