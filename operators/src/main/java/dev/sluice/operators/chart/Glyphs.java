package dev.sluice.operators.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Text as outlines of a font that is shipped here, filled by Java2D's own rasteriser.
 *
 * <p>The operating system's fonts, hinting and text antialiasing play no part, so that the same
 * text gives the same pixels on another machine. Outlines are read once, at the font's own 2048
 * units per em, where they are whole numbers.
 */
final class Glyphs {
  static final Glyphs REGULAR = new Glyphs("DejaVuSans.ttf");
  static final Glyphs BOLD = new Glyphs("DejaVuSans-Bold.ttf");

  private static final int UNITS_PER_EM = 2048;
  private static final FontRenderContext CONTEXT =
      new FontRenderContext(new AffineTransform(), true, true);

  private final Font font;
  private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

  private record Glyph(Shape outline, double advance) {}

  private Glyphs(String resource) {
    try (InputStream in = Glyphs.class.getResourceAsStream(resource)) {
      font = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont((float) UNITS_PER_EM);
    } catch (IOException | FontFormatException e) {
      throw new IllegalStateException("font " + resource + " cannot be read", e);
    }
  }

  /** Width of a text in pixels. */
  double width(String text, double size) {
    return text.codePoints().mapToDouble(c -> glyph(c).advance).sum() * size / UNITS_PER_EM;
  }

  /** The outline of a text that starts at (x, baseline). */
  Shape outline(String text, double x, double baseline, double size) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double scale = size / UNITS_PER_EM;
    AffineTransform place = new AffineTransform(scale, 0, 0, scale, x, baseline);
    text.codePoints()
        .forEach(
            c -> {
              Glyph glyph = glyph(c);
              path.append(glyph.outline.getPathIterator(place), false);
              place.translate(glyph.advance, 0);
            });
    return path;
  }

  private Glyph glyph(int codePoint) {
    return glyphs.computeIfAbsent(
        codePoint,
        c -> {
          GlyphVector vector = font.createGlyphVector(CONTEXT, Character.toString(c));
          return new Glyph(vector.getOutline(), vector.getGlyphMetrics(0).getAdvanceX());
        });
  }
}
