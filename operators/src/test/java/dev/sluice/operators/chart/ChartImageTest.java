package dev.sluice.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartImageTest {
  private static final ChartWindow WINDOW =
      SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 0);
  private static final String PIXELS_SHA256 =
      "5739f3133cf78f7bcd19d929eae95bf599d379e97644d955f3f064e320d08686";

  @Test
  void equalWindowsGiveEqualBytes() throws IOException {
    byte[] png = ChartImage.png(WINDOW);
    assertThat(ChartImage.png(SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 0)))
        .isEqualTo(png);
    assertThat(ChartImage.png(SampleWindows.walk("SIM", Timeframe.SESSION, 120, 181, 0)))
        .isNotEqualTo(png);
    sample("daily.png", png);
    sample(
        "weekly.png", ChartImage.png(SampleWindows.walk("BRK.B", Timeframe.WEEK, 120, 410000, 0)));
    sample("few.png", ChartImage.png(SampleWindows.walk("FEW", Timeframe.SESSION, 12, 0.0123, 5)));
    sample("one.png", ChartImage.png(SampleWindows.flat("ONE", 1, 42)));
  }

  /** The rasteriser of another JDK release may round otherwise, so the golden is JDK 17's. */
  @Test
  void pixelsAreTheGoldenOnes() throws Exception {
    assumeTrue(Runtime.version().feature() == 17, "golden pixels are JDK 17's");
    BufferedImage image = decode(WINDOW);
    int[] rgb = image.getRGB(0, 0, ChartImage.WIDTH, ChartImage.HEIGHT, null, 0, ChartImage.WIDTH);
    ByteBuffer bytes = ByteBuffer.allocate(rgb.length * 4);
    bytes.asIntBuffer().put(rgb);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(PIXELS_SHA256);
  }

  @Test
  void imageIo1200By900ReadsIt() throws IOException {
    BufferedImage image = decode(WINDOW);
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(900);
  }

  @Test
  void aRisingCandleIsHollowAndAFallingOneIsFilledAndBothAreWhereTheirBarIs() throws IOException {
    ChartWindow two = window(new double[] {100, 110, 95, 109}, new double[] {109, 112, 98, 101});
    BufferedImage image = decode(two);
    int rising = Pane.x(0, 2);
    int falling = Pane.x(1, 2);
    assertThat(count(image, rising, 62, 496, Palette.UP)).isGreaterThan(50);
    assertThat(count(image, falling, 62, 496, Palette.DOWN)).isGreaterThan(150);
    assertThat(count(image, falling, 62, 496, Palette.UP)).isZero();
    int wickOnly = count(image, rising, 62, 496, Palette.UP);
    int edge = count(image, rising - Pane.bodyWidth(2) / 2, 62, 496, Palette.UP);
    assertThat(edge).as("the outline is longer than the wicks").isGreaterThan(wickOnly);
  }

  @Test
  void volumeColumnsStandUnderTheirCandles() throws IOException {
    BufferedImage image = decode(WINDOW);
    double[] open = ChartColumns.of(WINDOW).get("open");
    double[] close = ChartColumns.of(WINDOW).get("close");
    for (int i = 0; i < 120; i++) {
      int x = Pane.x(i, 120);
      Color pale = close[i] >= open[i] ? Palette.UP_PALE : Palette.DOWN_PALE;
      int half = Pane.bodyWidth(120) / 2;
      assertThat(count(image, x - half, 504, 608, pale)).as("bar %d", i).isGreaterThan(15);
      assertThat(count(image, x + half, 504, 608, pale)).as("bar %d", i).isGreaterThan(15);
    }
  }

  @Test
  void indicatorsBeforeWarmUpAreNotDrawn() throws IOException {
    BufferedImage cold = decode(SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 120));
    BufferedImage half = decode(SampleWindows.walk("SIM", Timeframe.SESSION, 120, 180, 60));
    assertThat(columnsWith(cold, 640, 732, Palette.SMA_200)).isEmpty();
    List<Integer> drawn = columnsWith(half, 640, 732, Palette.SMA_200);
    assertThat(drawn).isNotEmpty();
    assertThat(drawn.get(0)).isGreaterThanOrEqualTo(Pane.x(60, 120) - 2);
  }

  @Test
  void theBadgeSaysWhenPricesAreSimulated() throws IOException {
    ChartWindow real = new ChartWindow("SIM", Timeframe.SESSION, WINDOW.bars(), false);
    assertThat(columnsWith(decode(WINDOW), 0, 60, Palette.BADGE)).isNotEmpty();
    assertThat(columnsWith(decode(real), 0, 60, Palette.BADGE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.00012, 1, 5e5, 3e9, 1e18, -37.63})
  void flatPricesOfAnySizeAreDrawn(double price) throws IOException {
    for (int bars : new int[] {1, 2, 40}) {
      BufferedImage image = decode(SampleWindows.flat("FLAT", bars, price));
      assertThat(count(image, Pane.x(bars - 1, bars), 62, 496, Palette.UP)).isPositive();
    }
  }

  @Test
  void badInputIsNamed() {
    ChartWindow empty = new ChartWindow("X", Timeframe.WEEK, List.of(), false);
    assertThatThrownBy(() -> ChartImage.png(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bars: none in the window of X");
    ChartWindow hole = SampleWindows.flat("X", 2, Double.NaN);
    assertThatThrownBy(() -> ChartImage.png(hole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("open: NaN of X on 2024-01-02");
  }

  /** Bars of open, high, low, close. */
  private static ChartWindow window(double[]... ohlc) {
    List<IndicatedBar> flat = SampleWindows.flat("X", ohlc.length, 1).bars();
    List<IndicatedBar> bars = new ArrayList<>();
    for (int i = 0; i < ohlc.length; i++) {
      Bar b = flat.get(i).bar();
      double[] p = ohlc[i];
      Bar bar =
          new Bar(
              b.symbol(),
              b.timeframe(),
              b.start(),
              b.end(),
              b.sessionDate(),
              p[0],
              p[1],
              p[2],
              p[3],
              100,
              0,
              Double.NaN,
              0,
              1,
              0,
              "test",
              false,
              false,
              null,
              null,
              true);
      bars.add(new IndicatedBar(bar, SampleWindows.none()));
    }
    return new ChartWindow("X", Timeframe.SESSION, bars, false);
  }

  private static BufferedImage decode(ChartWindow window) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(ChartImage.png(window)));
  }

  private static int count(BufferedImage image, int x, int top, int bottom, Color color) {
    int count = 0;
    for (int y = top; y < bottom; y++) {
      count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
    }
    return count;
  }

  private static List<Integer> columnsWith(BufferedImage image, int top, int bottom, Color color) {
    return IntStream.range(0, ChartImage.WIDTH)
        .filter(x -> count(image, x, top, bottom, color) > 0)
        .boxed()
        .toList();
  }

  static void sample(String name, byte[] bytes) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "charts"));
    Files.write(directory.resolve(name), bytes);
  }
}
