package dev.sluice.jobs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintsTest {
  private static final int MANY = 5_000;

  private static Fingerprints of(boolean compact, int from, int to) {
    Fingerprints prints = new Fingerprints(compact);
    for (int i = from; i < to; i++) {
      assertThat(prints.add("key " + i, "content " + i)).isEqualTo(Fingerprints.Seen.FIRST);
    }
    return prints;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsACopyFromAContradiction(boolean compact) {
    Fingerprints prints = of(compact, 0, MANY);
    assertThat(prints.add("key 7", "content 7")).isEqualTo(Fingerprints.Seen.COPY);
    assertThat(prints.add("key 7", "another")).isEqualTo(Fingerprints.Seen.CONTRADICTION);
    assertThat(prints.size()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsWhatIsMissingUnexpectedAndDifferent(boolean compact) {
    assertThat(of(compact, 0, MANY).differences("t", of(compact, 0, MANY)).count()).isZero();
    Fingerprints actual = of(compact, 3, MANY + 2);
    Fingerprints expected = of(compact, 0, MANY - 1);
    actual.add("other", "one");
    expected.add("other", "two");
    // Three missing, three unexpected, one different.
    assertThat(actual.differences("t", expected).count()).isEqualTo(7);
    assertThat(actual.differences("t", expected).lines()).isNotEmpty();
  }

  @Test
  void showsTheFirstDifferencesAndNotAll() {
    Fingerprints.Differences found = of(false, 0, 0).differences("bars", of(false, 0, MANY));
    assertThat(found.count()).isEqualTo(MANY);
    assertThat(found.lines()).hasSizeLessThan(10);
    assertThat(found.lines().get(0)).contains("bars", "expected content", "was none");
  }
}
