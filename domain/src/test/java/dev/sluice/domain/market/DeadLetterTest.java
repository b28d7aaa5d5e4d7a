package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Test
  void keepsWhatFitsAndCutsWhatDoesNot() {
    byte[] raw = new byte[1_000_000];
    raw[DeadLetter.MAX_RAW - 1] = 7;
    DeadLetter cut = letter("S".repeat(200_000), "r".repeat(DeadLetter.MAX_TEXT + 1), raw);
    assertThat(cut.raw()).isEqualTo(Arrays.copyOf(raw, DeadLetter.MAX_RAW));
    assertThat(cut.symbol()).hasSize(DeadLetter.MAX_TEXT).endsWith("S…");
    assertThat(cut.reason()).hasSize(DeadLetter.MAX_TEXT).endsWith("r…");

    byte[] most = Arrays.copyOf(raw, DeadLetter.MAX_RAW);
    DeadLetter whole = letter("SPY", "r".repeat(DeadLetter.MAX_TEXT), most);
    assertThat(whole.raw()).isSameAs(most);
    assertThat(whole.reason()).doesNotContain("…");
    assertThat(letter(null, "r", null).symbol()).isNull();
  }

  private static DeadLetter letter(String symbol, String reason, byte[] raw) {
    return new DeadLetter("id", "ticks", 0, 1, symbol, "MALFORMED", reason, raw, null);
  }
}
