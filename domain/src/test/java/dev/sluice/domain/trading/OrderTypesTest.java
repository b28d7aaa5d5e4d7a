package dev.sluice.domain.trading;

import static dev.sluice.domain.trading.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each type does with each time in force. A case is an order for 100 shares of SPY, made at
 * 15:01 of the first day after a quote of 100 to 100.10 at 15:00; what comes then ({@code time
 * bid/ask*size}, the second day with {@code 2@}, {@code close} for the end of a session); and how
 * the order ends, with its fills.
 */
class OrderTypesTest {
  private static final Instant MADE = at(1, "15:01:00");

  @ParameterizedTest(name = "{0} {1} | {2} | {3} {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // MARKET: the offer of the first quote strictly after the order
        "MARKET | DAY | 15:02 100/100.2 | FILLED | 100@100.2",
        "MARKET | DAY | 15:01 90/90.1, 15:02 100/100.2 | FILLED | 100@100.2",
        "MARKET | DAY | 15:02 100/100.2*40, 15:03 101/101.1*70 | FILLED | 40@100.2 60@101.1",
        "MARKET | DAY | 15:02 100/100.2*40, close | EXPIRED | 40@100.2",
        "MARKET | DAY | close, 2@15:00 100/100.2 | EXPIRED | ''",
        "MARKET | GTC | close, 2@15:00 100/100.2 | FILLED | 100@100.2",
        "MARKET | IOC | 15:02 100/100.2*40, 15:03 100/100.2 | CANCELLED | 40@100.2",
        "MARKET | IOC | 15:02 100/100.2*100 | FILLED | 100@100.2",
        "MARKET | IOC | close | EXPIRED | ''",
        "MARKET | FOK | 15:02 100/100.2*99, 15:03 100/100.2 | CANCELLED | ''",
        "MARKET | FOK | 15:02 100/100.2*100 | FILLED | 100@100.2",
        "MARKET | FOK | close | EXPIRED | ''",
        // LIMIT: at its price or better
        "LIMIT 99 | DAY | 15:02 99/99.01, 15:03 98.9/99 | FILLED | 100@99",
        "LIMIT 99 | DAY | 15:02 98.4/98.5 | FILLED | 100@98.5",
        "LIMIT 99 | DAY | 15:02 99/99.01, close, 2@15:00 98/98 | EXPIRED | ''",
        "LIMIT 99 | GTC | 15:02 99/99.01, close, 2@15:00 98/98 | FILLED | 100@98",
        "LIMIT 99 | IOC | 15:02 99/99.01, 15:03 98/98 | CANCELLED | ''",
        "LIMIT 99 | IOC | 15:02 98.9/99*30, 15:03 98/98 | CANCELLED | 30@99",
        "LIMIT 99 | FOK | 15:02 98.9/99*99, 15:03 98/98 | CANCELLED | ''",
        "LIMIT 99 | FOK | 15:02 98.9/99*100 | FILLED | 100@99",
        "LIMIT 99 | FOK | close | EXPIRED | ''",
        // STOP: a market order from the quote that reaches it on
        "STOP 105 | DAY | 15:02 104.9/104.99, 15:03 105/105.2 | FILLED | 100@105.2",
        "STOP 105 | DAY | 15:02 104.9/105 | FILLED | 100@105",
        "STOP 105 | DAY | 15:02 109/110 | FILLED | 100@110",
        "STOP 105 | DAY | 15:02 105/105.2*40, 15:03 103/103.1 | FILLED | 40@105.2 60@103.1",
        "STOP 105 | DAY | 15:02 104/104.1, close, 2@15:00 106/106 | EXPIRED | ''",
        "STOP 105 | GTC | 15:02 104/104.1, close, 2@15:00 106/106 | FILLED | 100@106",
        "STOP 105 | IOC | 15:02 104/104.1, 15:03 105/105.2*40, 15:04 105/105 | CANCELLED | 40@105.2",
        "STOP 105 | FOK | 15:02 104/104.1, 15:03 105/105.2*99, 15:04 105/105 | CANCELLED | ''",
        "STOP 105 | FOK | 15:02 104/104.1, 15:03 105/105.2*100 | FILLED | 100@105.2",
        // STOP_LIMIT: a limit order from that quote on
        "STOP_LIMIT 105 105.5 | DAY | 15:02 104/104.1, 15:03 105/105.2 | FILLED | 100@105.2",
        "STOP_LIMIT 105 105.5 | DAY | 15:02 106/106.1, 15:03 104/104.1 | FILLED | 100@104.1",
        "STOP_LIMIT 105 105.5 | DAY | 15:02 106/106.1, close | EXPIRED | ''",
        "STOP_LIMIT 105 105.5 | GTC | 15:02 106/106.1, close, 2@15:00 105/105.5 | FILLED | 100@105.5",
        "STOP_LIMIT 105 105.5 | IOC | 15:02 104/104.1, 15:03 106/106.1, 15:04 105/105 | CANCELLED | ''",
        "STOP_LIMIT 105 105.5 | FOK | 15:02 105/105.1*99, 15:03 105/105.1 | CANCELLED | ''",
        "STOP_LIMIT 105 105.5 | FOK | 15:02 105/105.1*100 | FILLED | 100@105.1",
        // TRAILING_STOP: from 100.10 + 2 down with the offer, never up
        "TRAILING 2 | DAY | 15:02 102/102.09, 15:03 102/102.1 | FILLED | 100@102.1",
        "TRAILING 2 | DAY | 15:02 95/95.1, 15:03 96/97, 15:04 97/97.1 | FILLED | 100@97.1",
        "TRAILING 2 | DAY | 15:02 95/95.1, 15:03 99/99.5 | FILLED | 100@99.5",
        "TRAILING 2 | DAY | 15:02 95/95.1, close, 2@15:00 99/99.5 | EXPIRED | ''",
        "TRAILING 2 | GTC | 15:02 95/95.1, close, 2@15:00 99/99.5 | FILLED | 100@99.5",
        "TRAILING 2 | IOC | 15:02 95/95.1, 15:03 97/97.1*10, 15:04 97/97 | CANCELLED | 10@97.1",
        "TRAILING 2 | FOK | 15:02 95/95.1, 15:03 97/97.1*10, 15:04 97/97 | CANCELLED | ''",
        // 90 + 1 % is 90.9, at most 1 % above the lowest offer
        "TRAILING 1% | DAY | 15:02 90/90, 15:03 90.8/90.89, 15:04 90.8/90.9 | FILLED | 100@90.9",
        // MARKET_ON_OPEN: the first quote of the next session, or nothing
        "MARKET_ON_OPEN | DAY | 15:02 90/90, close, 2@14:30 101/101.1, 2@14:31 99/99 | FILLED | 100@101.1",
        "MARKET_ON_OPEN | DAY | close, 2@14:30 101/101.1*40, 2@14:31 99/99 | EXPIRED | 40@101.1",
        "MARKET_ON_OPEN | DAY | close, 2@close | EXPIRED | ''",
        "MARKET_ON_OPEN | GTC | close, 2@close, 3@14:35 102/102.1 | FILLED | 100@102.1",
        "MARKET_ON_OPEN | IOC | - | REJECTED | ''",
        "MARKET_ON_OPEN | FOK | - | REJECTED | ''",
        // MARKET_ON_CLOSE: the last quote of the session, at its close
        "MARKET_ON_CLOSE | DAY | 15:02 90/90.1, 20:59 101/101.1, close | FILLED | 100@101.1",
        "MARKET_ON_CLOSE | DAY | close | FILLED | 100@100.1",
        "MARKET_ON_CLOSE | DAY | 20:59 101/101.1*40, close, 2@15:00 99/99 | EXPIRED | 40@101.1",
        "MARKET_ON_CLOSE | GTC | 21:00 101/101.1, close | FILLED | 100@101.1",
        "MARKET_ON_CLOSE | IOC | - | REJECTED | ''",
        "MARKET_ON_CLOSE | FOK | - | REJECTED | ''",
      })
  void purchases(String type, TimeInForce tif, String script, OrderStatus status, String fills) {
    Desk desk = Desk.on(VenueModel.FREE).quote(at(1, "15:00:00"), 100, 100.1);
    desk.place(typed(Desk.entry("t", MADE, OrderType.MARKET, 100), type).withTimeInForce(tif));
    play(desk, script);
    assertThat(desk.ordered("t").status()).isEqualTo(status);
    assertThat(desk.filled("t")).isEqualTo(fills);
    assertThat(desk.state.illegalOrderChanges()).isZero();
  }

  /** Mirrored, of 100 shares that are held. */
  @ParameterizedTest(name = "{0} {1} | {2} | {3} {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "MARKET | DAY | 15:02 100/100.2 | FILLED | 100@100",
        "LIMIT 101 | DAY | 15:02 100.99/101, 15:03 101/101.1 | FILLED | 100@101",
        "LIMIT 101 | GTC | 15:02 103/103.1 | FILLED | 100@103",
        "STOP 95 | DAY | 15:02 95.01/95.1, 15:03 94/94.1 | FILLED | 100@94",
        "STOP_LIMIT 95 94.5 | DAY | 15:02 94/94.1, 15:03 94.6/94.7 | FILLED | 100@94.6",
        "TRAILING 2 | GTC | 15:02 105/105.1, 15:03 103.01/104, 15:04 103/103.1 | FILLED | 100@103",
        "TRAILING 2% | GTC | 15:02 110/110.1, 15:03 107.81/108, 15:04 107.8/108 | FILLED | 100@107.8",
        "MARKET_ON_OPEN | DAY | close, 2@14:30 99/99.1 | FILLED | 100@99",
        "MARKET_ON_CLOSE | DAY | 20:59 99/99.1, close | FILLED | 100@99",
      })
  void sales(String type, TimeInForce tif, String script, OrderStatus status, String fills) {
    Desk desk = Desk.on(VenueModel.FREE).quote(at(1, "14:58:00"), 100, 100.1);
    desk.place(Desk.entry("held", at(1, "14:58:30"), OrderType.MARKET, 100));
    desk.quote(at(1, "15:00:00"), 100, 100.1);
    desk.place(typed(Desk.exit("t", MADE, OrderType.MARKET, 100), type).withTimeInForce(tif));
    play(desk, script);
    assertThat(desk.ordered("t").status()).isEqualTo(status);
    assertThat(desk.filled("t")).isEqualTo(fills);
  }

  /** What a session's bar, 100 → 97 → 104 → 102, gives an order made on the evening before. */
  @ParameterizedTest(name = "{0} {1} → {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "MARKET | 100@100 | 14:30:00",
        "MARKET_ON_OPEN | 100@100 | 14:30:00",
        "MARKET_ON_CLOSE | 100@102 | 21:00:00",
        "LIMIT 98 | 100@97 | 16:40:00",
        "STOP 103 | 100@104 | 18:50:00",
        "STOP_LIMIT 103 103.5 | 100@102 | 21:00:00",
        // 97 + 5 is above 102: it is not reached at 102; 104 reaches it
        "TRAILING 5 | 100@104 | 18:50:00",
      })
  void onTheDailyBar(String type, String fills, String time) {
    Desk desk = Desk.on(VenueModel.FREE).bar(1, 99, 101, 98, 99.5, 1000);
    desk.place(typed(Desk.entry("t", at(1, "21:01:00"), OrderType.MARKET, 100), type));
    desk.bar(2, 100, 104, 97, 102, 1000).advance(at(2, "21:00:00"));
    assertThat(desk.filled("t")).isEqualTo(fills);
    assertThat(desk.ordered("t").updatedAt()).isEqualTo(at(2, time));
  }

  @Test
  void anOrderOnCloseThatIsMadeAtTheCloseTakesPartInIt() {
    Desk desk = Desk.on(VenueModel.FREE).bar(1, 99, 101, 98, 99.5, 1000);
    desk.place(Desk.entry("t", at(1, "21:00:00"), OrderType.MARKET_ON_CLOSE, 100));
    assertThat(desk.fills()).isEmpty();
    desk.advance(at(1, "21:00:00"));
    assertThat(desk.filled("t")).isEqualTo("100@99.5");
    assertThat(desk.fills().get(0).eventTime()).isEqualTo(at(1, "21:00:00"));
  }

  @Test
  void anOrderOnCloseThatIsMadeLaterWaitsForTheNext() {
    Desk desk = Desk.on(VenueModel.FREE).bar(1, 99, 101, 98, 99.5, 1000);
    desk.place(Desk.entry("t", at(1, "21:00:00").plusMillis(1), OrderType.MARKET_ON_CLOSE, 100));
    desk.bar(2, 100, 104, 97, 102, 1000).advance(at(2, "21:00:00"));
    assertThat(desk.filled("t")).isEqualTo("100@102");
  }

  @Test
  void anOrderAtTheTimeOfTheOpenHasMissedIt() {
    Desk desk = Desk.on(VenueModel.FREE).bar(1, 99, 101, 98, 99.5, 1000);
    desk.place(Desk.entry("t", at(2, "14:30:00"), OrderType.MARKET_ON_OPEN, 100));
    desk.bar(2, 100, 104, 97, 102, 1000).advance(at(2, "21:00:00"));
    assertThat(desk.ordered("t").status()).isEqualTo(OrderStatus.ACCEPTED);
    desk.bar(3, 105, 106, 104, 105, 1000);
    assertThat(desk.filled("t")).isEqualTo("100@105");
  }

  @ParameterizedTest(name = "limit {1} stop {2} amount {3} percent {4} of {0}")
  @CsvSource({
    "LIMIT, , , , , 'limitPrice is null, expected a price above 0 for LIMIT'",
    "MARKET, 99, , , , 'limitPrice is 99, expected none for MARKET'",
    "STOP, , , , , 'stopPrice is null, expected a price above 0 for STOP'",
    "STOP_LIMIT, 99, , , , 'stopPrice is null, expected a price above 0 for STOP_LIMIT'",
    "LIMIT, 99, 98, , , 'stopPrice is 98, expected none for LIMIT'",
    "TRAILING_STOP, , , , , 'trailing distance is null or null %, expected one of them above 0'",
    "TRAILING_STOP, , , 1, 1, 'trailing distance is 1 or 1 %, expected one of them above 0'",
    "TRAILING_STOP, , , , 100, 'trailing distance is null or 100 %, expected one of them above 0'",
    "MARKET, , , 1, , 'trailing distance is 1 or null %, expected none for MARKET'",
  })
  void theVenueRejectsWhatDoesNotGoTogether(
      OrderType type,
      BigDecimal limit,
      BigDecimal stop,
      BigDecimal amount,
      BigDecimal percent,
      String reason) {
    Desk desk = Desk.on(VenueModel.FREE).quote(at(1, "15:00:00"), 100, 100.1);
    OrderTicket plain = Desk.entry("t", MADE, type, 100);
    desk.place(
        new OrderTicket(
            "t",
            "rule",
            null,
            "SPY",
            Side.BUY,
            OrderRole.ENTRY,
            type,
            TimeInForce.DAY,
            plain.quantity(),
            limit,
            stop,
            amount,
            percent,
            null,
            null,
            null,
            "test",
            MADE,
            true));
    Order order = desk.ordered("t");
    assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(order.reason()).startsWith(reason);
    assertThat(order.denialCode()).isNull();
    assertThat(desk.state.workingOrders()).isZero();
  }

  static OrderTicket typed(OrderTicket ticket, String type) {
    String[] parts = type.split(" ");
    BigDecimal first = parts.length > 1 ? decimal(parts[1].replace("%", "")) : null;
    return switch (parts[0]) {
      case "MARKET" -> ticket;
      case "LIMIT" -> ticket.withLimit(first);
      case "STOP" -> ticket.withStop(first);
      case "STOP_LIMIT" -> ticket.withStop(first).withLimit(decimal(parts[2]));
      case "TRAILING" ->
          parts[1].endsWith("%")
              ? ticket.withTrailingPercent(first)
              : ticket.withTrailingAmount(first);
      default ->
          OrderTicket.of(
              ticket.signalId(),
              ticket.strategy(),
              ticket.symbol(),
              ticket.role(),
              ticket.side(),
              OrderType.valueOf(parts[0]),
              ticket.quantity(),
              ticket.eventTime());
    };
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void play(Desk desk, String script) {
    if (script == null) {
      return;
    }
    for (String step : script.split(", ")) {
      int day = step.contains("@") ? step.charAt(0) - '0' : 1;
      String[] parts = step.substring(step.indexOf('@') + 1).split("[ /*]");
      if (parts[0].equals("close")) {
        desk.advance(at(day, "21:00:00"));
      } else {
        double size = parts.length > 3 ? Double.parseDouble(parts[3]) : Double.NaN;
        double bid = Double.parseDouble(parts[1]);
        desk.quote(at(day, parts[0] + ":00"), bid, size, Double.parseDouble(parts[2]), size);
      }
    }
  }
}
