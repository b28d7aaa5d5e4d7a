package dev.sluice.operators.chart;

import java.awt.Color;

/** Colours of the image; apart in lightness and hue, also for people who see no red or green. */
final class Palette {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1b2430);
  static final Color QUIET = new Color(0x5a6675);
  static final Color GRID = new Color(0xe9edf2);
  static final Color FRAME = new Color(0xc3ccd6);
  static final Color UP = new Color(0x0b7d62);
  static final Color DOWN = new Color(0xc9302c);
  static final Color UP_PALE = new Color(0xa5d3c7);
  static final Color DOWN_PALE = new Color(0xe5a3a0);
  static final Color SMA_20 = new Color(0xe08a00);
  static final Color SMA_50 = new Color(0x1f6fd1);
  static final Color SMA_200 = new Color(0x7b2fa8);
  static final Color BAND = new Color(0x7f93aa);
  static final Color BAND_FILL = new Color(0x7f, 0x93, 0xaa, 0x1c);
  static final Color BADGE = new Color(0xb45309);

  private Palette() {}

  static Color of(boolean up) {
    return up ? UP : DOWN;
  }
}
