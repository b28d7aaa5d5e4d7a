package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.embedded.venue.RemoteVenue;
import dev.sluice.embedded.venue.VenueFault;
import dev.sluice.embedded.venue.VenueFault.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class HttpVenueTest {
  private static final Instant OPEN = Instant.parse("2024-01-08T14:30:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir private Path home;
  private RemoteVenue remote;
  private HttpVenue venue;

  @BeforeEach
  void start() throws IOException {
    remote = RemoteVenue.start(RemoteVenue.Settings.of(home, 0, Calendars.of("NYSE")));
    venue = new HttpVenue(RemoteVenue.NAME, remote.address(), "a/b ä", TIMEOUT);
    quote(0, 100, 101, 50);
  }

  @AfterEach
  void stop() throws IOException {
    venue.close();
    remote.close();
  }

  @Test
  void tellsWhatTheVenueTells() throws Exception {
    Order order = order("one two/3", OrderType.LIMIT, 60, "101");
    ExecutionReport accepted = venue.place(order);
    assertThat(accepted.type()).isEqualTo(Type.ACCEPTED);
    assertThat(accepted.venueOrderId()).isEqualTo("V1");
    assertThat(venue.openOrders()).containsExactly(order.id());
    quote(1, 100, 101, 50);
    Venue.Events events = venue.since(null, Duration.ofSeconds(5));
    assertThat(events.reports())
        .extracting(ExecutionReport::type)
        .containsExactly(Type.ACCEPTED, Type.TRADE);
    assertThat(events.reports().get(0)).isEqualTo(accepted);
    assertThat(events.reports().get(1).lastPrice()).isEqualByComparingTo("101");
    assertThat(venue.since(events.cursor(), Duration.ZERO).reports()).isEmpty();
    assertThat(venue.order(order.id()).orElseThrow().cumulativeQuantity())
        .isEqualByComparingTo("50");
    ExecutionReport cancelled = venue.cancel(order);
    assertThat(cancelled.type()).isEqualTo(Type.CANCELLED);
    assertThat(cancelled.cumulativeQuantity()).isEqualByComparingTo("50");
    assertThat(venue.cancel(order).type()).isEqualTo(Type.CANCEL_REJECTED);
    assertThat(venue.order(order.id()).orElseThrow().type()).isEqualTo(Type.CANCELLED);
    assertThat(venue.openOrders()).isEmpty();
    assertThat(venue.positions())
        .isEqualTo(new Venue.Positions(Map.of("SPY", new BigDecimal("50")), "3"));
    assertThat(venue.order("none")).isEmpty();
    assertThat(venue.cancel(order("none", OrderType.MARKET, 1, null)).reason())
        .contains("has no order");
  }

  @Test
  void aDuplicateIsNoRejection() throws Exception {
    Order order = order("a", OrderType.MARKET, 5, null);
    ExecutionReport first = venue.place(order);
    assertThat(venue.place(order)).isEqualTo(first);
    venue.cancel(order);
    ExecutionReport again = venue.place(order);
    assertThat(again.type()).isEqualTo(Type.ACCEPTED);
    assertThat(again.reason()).contains("CANCELLED");
    assertThat(venue.openOrders()).isEmpty();
  }

  @Test
  void whatTheVenueRefusesIsRejected() throws Exception {
    assertThat(venue.place(order("a", OrderType.LIMIT, 5, null)))
        .returns(Type.REJECTED, ExecutionReport::type)
        .returns("limitPrice is null, expected a price above 0 for LIMIT", ExecutionReport::reason);
    ExecutionReport unreadable = venue.place(order("x".repeat(200), OrderType.MARKET, 5, null));
    assertThat(unreadable.type()).isEqualTo(Type.REJECTED);
    assertThat(unreadable.reason()).startsWith("client_order_id: was");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "DROP_BEFORE",
        "DROP_AFTER",
        "HANG_BEFORE",
        "HANG_AFTER",
        "ERROR_BEFORE",
        "ERROR_AFTER",
        "TRUNCATE"
      })
  void whatWasNotAnsweredMayHaveArrived(Kind kind) throws Exception {
    HttpVenue hasty =
        new HttpVenue(RemoteVenue.NAME, remote.address(), "a/b ä", Duration.ofSeconds(2));
    venue.positions();
    hasty.positions();
    remote.arm(VenueFault.of(kind, "place", 1).lasting(4_000));
    Order order = order("a", OrderType.MARKET, 5, null);
    VenueException unknown = catchThrowableOfType(VenueException.class, () -> hasty.place(order));
    assertThat(unknown.mayHaveArrived()).isTrue();
    assertThat(unknown).hasMessageStartingWith("placing a: ");
    assertThat(remote.happened(kind)).as("sent once, by itself never again").isOne();
    boolean done = !kind.name().endsWith("BEFORE");
    assertThat(venue.order("a").isPresent()).isEqualTo(done);
    assertThat(venue.openOrders()).hasSize(done ? 1 : 0);
  }

  @Test
  void whatNeverLeftIsKnown() throws Exception {
    URI address = remote.address();
    remote.close();
    VenueException away =
        catchThrowableOfType(
            VenueException.class, () -> venue.place(order("a", OrderType.MARKET, 5, null)));
    assertThat(away.mayHaveArrived()).isFalse();
    HttpVenue nowhere =
        new HttpVenue("REMOTE", URI.create("http://no-such-host.invalid:1"), "a", TIMEOUT);
    assertThat(catchThrowableOfType(VenueException.class, nowhere::positions).mayHaveArrived())
        .isFalse();
    assertThat(address.getPort()).isPositive();
  }

  @Test
  void whatAnotherServerSaysIsNoAnswer() throws Exception {
    HttpVenue other = new HttpVenue("REMOTE", remote.address().resolve("/elsewhere"), "a", TIMEOUT);
    for (VenueException e :
        List.of(
            catchThrowableOfType(
                VenueException.class, () -> other.place(order("a", OrderType.MARKET, 5, null))),
            catchThrowableOfType(VenueException.class, () -> other.order("a")),
            catchThrowableOfType(VenueException.class, other::openOrders))) {
      assertThat(e).hasMessageContaining("404");
      assertThat(e.mayHaveArrived()).isTrue();
    }
  }

  private void quote(int second, double bid, double ask, double size) throws IOException {
    long time = OPEN.toEpochMilli() + second * 1_000L;
    remote.market(List.of(Tick.quote("SPY", 0, time, bid, size, ask, size, "test", true)), null);
  }

  private static Order order(String id, OrderType type, int quantity, String limit) {
    return new Order(
        id,
        "a/b ä",
        "signal",
        null,
        null,
        "ENTRY",
        "SPY",
        Side.BUY,
        type,
        TimeInForce.GTC,
        BigDecimal.valueOf(quantity),
        BigDecimal.ZERO,
        limit == null ? null : new BigDecimal(limit),
        null,
        null,
        OrderStatus.SUBMITTED,
        null,
        null,
        OPEN,
        OPEN,
        2,
        true);
  }
}
