package dev.sluice.operators.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** The few strokes that a chart is made of. Rectangles are crisp, curves and text antialiased. */
final class Brush {
  private final Graphics2D g;

  Brush(BufferedImage image) {
    g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void close() {
    g.dispose();
  }

  void clip(int x, int y, int width, int height) {
    g.setClip(x, y, width, height);
  }

  void noClip() {
    g.setClip(null);
  }

  void fill(int x, int y, int width, int height, Color color) {
    smooth(false);
    g.setColor(color);
    g.fillRect(x, y, width, height);
  }

  /** A rectangle of one pixel's line, its bounds included. */
  void frame(int x, int y, int width, int height, Color color) {
    fill(x, y, width, 1, color);
    fill(x, y + height - 1, width, 1, color);
    fill(x, y, 1, height, color);
    fill(x + width - 1, y, 1, height, color);
  }

  void curve(Path2D path, Color color, float width) {
    smooth(true);
    g.setColor(color);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  void area(Path2D path, Color color) {
    smooth(true);
    g.setColor(color);
    g.fill(path);
  }

  /** A dashed horizontal line: 4 on, 4 off. */
  void dashes(int x, int y, int width, Color color) {
    for (int at = 0; at < width; at += 8) {
      fill(x + at, y, Math.min(4, width - at), 1, color);
    }
  }

  /** A text that starts at x; returns where it ends. */
  double text(String text, double x, double baseline, double size, Glyphs font, Color color) {
    smooth(true);
    g.setColor(color);
    g.fill(font.outline(text, x, baseline, size));
    return x + font.width(text, size);
  }

  private void smooth(boolean on) {
    g.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING,
        on ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
  }
}
