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

  /** Quotes take two numbers of three: each trade is behind a gap. */
  @Test
  void aCopyIsFoundWhereQuotesTakeNumbersToo() throws IOException {
    SequenceWindow window = new SequenceWindow();
    int trades = 1_000;
    for (int i = 1; i <= trades; i++) {
      assertThat(window.isNew(3L * i, i, LATENESS)).isTrue();
    }
    window = again(window.copy());
    for (int i = 1; i <= trades; i++) {
      assertThat(window.isNew(3L * i, trades, LATENESS)).as("copy of %d", i).isFalse();
    }
    assertThat(bytes(window).length).isLessThan(2 * trades + 50);
  }

  /** The wrong copy of a trade must not be what is left of it. */
  @Test
  void aSkippedNumberComesLateHoweverManyGapsThereAre() {
    for (int gaps : new int[] {1, 5, SequenceWindow.MAX_GAPS, 3 * SequenceWindow.MAX_GAPS}) {
      SequenceWindow window = new SequenceWindow();
      window.isNew(1, 0, LATENESS);
      for (int i = 1; i <= gaps; i++) {
        window.isNew(1 + 4L * i, i, LATENESS);
      }
      long of = 4L * gaps;
      // In the middle of the last gap, then what is left of it on both sides.
      for (long late : new long[] {of - 1, of, of - 2}) {
        assertThat(window.isNew(late, gaps, LATENESS)).as("%d of %d", late, gaps).isTrue();
        assertThat(window.isNew(late, gaps, LATENESS)).as("%d again", late).isFalse();
      }
      assertThat(window.isNew(1 + 4L * gaps, gaps, LATENESS)).isFalse();
    }
  }

  @Test
  void whatCannotBeToldIsTakenForNewAndTheSizeIsBounded() throws IOException {
    SequenceWindow window = new SequenceWindow();
    long last = 8L * SequenceWindow.MAX_GAPS + 1;
    for (long sequence = 1; sequence <= last; sequence += 2) {
      assertThat(window.isNew(sequence, 0, LATENESS)).isTrue();
    }
    assertThat(window.isNew(last - 1, 0, LATENESS)).isTrue();
    assertThat(window.isNew(last - 1, 0, LATENESS)).isFalse();
    assertThat(window.isNew(3, 0, LATENESS)).isTrue();
    assertThat(bytes(window).length).isLessThan(2 * SequenceWindow.MAX_GAPS + 50);
  }

  /** The oldest gap is full of numbers that may come, and one of them does. */
  @Test
  void theOldestGapGivesWayToItsOwnHalf() {
    SequenceWindow window = new SequenceWindow();
    window.isNew(1, 0, LATENESS);
    for (int i = 1; i <= SequenceWindow.MAX_GAPS; i++) {
      window.isNew(1 + 4L * i, i, LATENESS);
    }
    assertThat(window.isNew(3, 0, LATENESS)).isTrue();
    long last = 1 + 4L * SequenceWindow.MAX_GAPS;
    assertThat(window.isNew(last, 0, LATENESS)).isFalse();
    assertThat(window.isNew(last - 1, 0, LATENESS)).isTrue();
    assertThat(window.isNew(last - 1, 0, LATENESS)).isFalse();
  }

  @Test
  void bytesOfVersion1AreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    for (long value : new long[] {9, 1_000, 2}) {
      out.writeLong(value);
    }
    out.writeByte(2);
    for (long bound : new long[] {4, 4, 6, 8}) {
      out.writeLong(bound);
    }
    SequenceWindow window =
        SequenceWindow.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (long seen : new long[] {3, 5, 9}) {
      assertThat(window.isNew(seen, 1_000, LATENESS)).isFalse();
    }
    for (long skipped : new long[] {4, 7, 6, 8}) {
      assertThat(window.isNew(skipped, 1_000, LATENESS)).isTrue();
      assertThat(window.isNew(skipped, 1_000, LATENESS)).isFalse();
    }
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
