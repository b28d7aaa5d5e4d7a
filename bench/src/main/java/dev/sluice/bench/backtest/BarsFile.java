package dev.sluice.bench.backtest;

import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.market.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Simulated minute bars of one symbol in New York's sessions from 2000-01-03 on, without a split:
 * prices that are adjusted already. The same number of bars gives the same bytes.
 *
 * <p>Two things make the trades of different engines comparable. Prices are sixteenths, so that
 * sums of them are exact in doubles and an average is above another in all engines or in none. And
 * a bar opens where the one before closed, so that it does not matter whether an engine fills at a
 * close or at the next open.
 */
final class BarsFile {
  static final String SYMBOL = "SIM";

  private static final long SEED = 20000103;
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 3);
  private static final double UNIT = 1.0 / 16;
  private static final int START = 100 * 16;
  private static final int LEAST = 20 * 16;
  private static final int STEP = 3;
  private static final int WICK = 2;

  private BarsFile() {}

  /**
   * Writes a file.
   *
   * @param bars how many, at least 1
   */
  static void write(Path file, long bars) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    ExchangeCalendar calendar = ExchangeCalendar.nyse();
    Session session = calendar.session(FIRST).orElseThrow();
    Instant time = session.open();
    int price = START;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("symbol,timestamp_utc,open,high,low,close,volume\n");
      for (long i = 0; i < bars; i++) {
        int open = price;
        price = Math.max(LEAST, price + random.nextInt(-STEP, STEP + 1));
        int high = Math.max(open, price) + random.nextInt(WICK + 1);
        int low = Math.min(open, price) - random.nextInt(WICK + 1);
        out.write(SYMBOL + ',' + time + ',' + open * UNIT + ',' + high * UNIT + ',' + low * UNIT);
        out.write("," + price * UNIT + ',' + random.nextInt(1_000, 10_000) + '\n');
        time = time.plus(Duration.ofMinutes(1));
        if (!time.isBefore(session.close())) {
          session = calendar.next(session.date());
          time = session.open();
        }
      }
    }
  }
}
