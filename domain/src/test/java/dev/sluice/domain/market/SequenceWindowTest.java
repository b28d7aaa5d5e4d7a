package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {
  private static final long LATENESS = 5_000;

  @Property(tries = 200)
  void tellsCopiesFromLateOnesAsASetOfAllNumbersWould(@ForAll Random random) throws IOException {
    List<Long> stream = new ArrayList<>();
    long next = 1;
    for (int i = 0; i < 300; i++) {
      next += random.nextInt(20) == 0 ? 2 : 1;
      stream.add(Math.max(0, stream.size() - random.nextInt(6)), next);
      if (random.nextInt(4) == 0) {
        stream.add(stream.get(random.nextInt(stream.size())));
      }
    }
    stream.add(0, 1L);
    SequenceWindow window = new SequenceWindow();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < stream.size(); i++) {
      boolean isNew = window.isNew(stream.get(i), i, LATENESS);
      assertThat(isNew).as("%d of %s", i, stream).isEqualTo(seen.add(stream.get(i)));
      window = random.nextBoolean() ? again(window) : window.copy();
    }
  }

  @Test
  void aNumberOfZeroSaysNothing() {
    SequenceWindow window = new SequenceWindow();
    assertThat(window.isNew(0, 1, LATENESS)).isTrue();
    assertThat(window.isNew(0, 1, LATENESS)).isTrue();
  }

  @Test
  void numberingMayBeginAgainLater() {
    SequenceWindow window = new SequenceWindow();
    assertThat(window.isNew(1_000, 0, LATENESS)).isTrue();
    assertThat(window.isNew(1, LATENESS + 1, LATENESS)).isTrue();
    assertThat(window.isNew(2, LATENESS + 1, LATENESS)).isTrue();
    assertThat(window.isNew(2, LATENESS + 1, LATENESS)).isFalse();
  }

  @Test
  void whatCannotBeToldIsTakenForNewAndTheSizeIsBounded() throws IOException {
    SequenceWindow window = new SequenceWindow();
    for (long sequence = 1; sequence < 1_000; sequence += 2) {
      assertThat(window.isNew(sequence, sequence, LATENESS)).isTrue();
    }
    assertThat(window.isNew(998, 999, LATENESS)).isTrue();
    assertThat(window.isNew(998, 999, LATENESS)).isFalse();
    assertThat(window.isNew(2, 999, LATENESS)).isTrue();
    assertThat(bytes(window).length).isLessThan(1_100);
  }

  private static SequenceWindow again(SequenceWindow window) throws IOException {
    return SequenceWindow.read(new DataInputStream(new ByteArrayInputStream(bytes(window))));
  }

  private static byte[] bytes(SequenceWindow window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
