package dev.sluice.domain.quality;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last keys that were added, each with a mark; the oldest goes when there are too many. Both
 * looking up and adding take constant time, and nothing is allocated a key. Mutable.
 */
final class RecentKeys {
  private static final int FIRST_LENGTH = 16;

  private long[] keys = new long[FIRST_LENGTH];
  private long[] marks = new long[FIRST_LENGTH];

  /** Open addressing with linear probing: a place in {@link #keys} plus 1, 0 where empty. */
  private int[] table = new int[4 * FIRST_LENGTH];

  private int size;

  /** The oldest once all places are taken. */
  private int oldest;

  /** The place of a key, or -1. */
  int find(long key) {
    for (int slot = home(key); table[slot] != 0; slot = next(slot)) {
      if (keys[table[slot] - 1] == key) {
        return table[slot] - 1;
      }
    }
    return -1;
  }

  /** The mark of the key at a place. */
  long mark(int place) {
    return marks[place];
  }

  /**
   * Adds a key that is not there.
   *
   * @param capacity how many are kept; where that has changed, the newest of those that there are
   */
  void add(long key, long mark, int capacity) {
    if (keys.length > capacity || (size == keys.length && size < capacity)) {
      resize(capacity);
    }
    int place = size;
    if (size == keys.length) {
      place = oldest;
      remove(keys[place]);
      oldest = (oldest + 1) % keys.length;
    } else {
      size++;
    }
    keys[place] = key;
    marks[place] = mark;
    insert(place);
  }

  private void resize(int capacity) {
    long[] oldKeys = keys;
    long[] oldMarks = marks;
    int kept = Math.min(size, capacity);
    int start = oldest + size - kept;
    int length = Math.min(capacity, Math.max(FIRST_LENGTH, 2 * kept));
    keys = new long[length];
    marks = new long[length];
    table = new int[4 * Integer.highestOneBit(length)];
    oldest = 0;
    size = kept;
    for (int i = 0; i < kept; i++) {
      int from = (start + i) % oldKeys.length;
      keys[i] = oldKeys[from];
      marks[i] = oldMarks[from];
      insert(i);
    }
  }

  private void insert(int place) {
    int slot = home(keys[place]);
    while (table[slot] != 0) {
      slot = next(slot);
    }
    table[slot] = place + 1;
  }

  /** Knuth, volume 3, 6.4, algorithm R: what follows is moved up, so that no probe ends early. */
  private void remove(long key) {
    int hole = home(key);
    while (keys[table[hole] - 1] != key) {
      hole = next(hole);
    }
    for (int slot = next(hole); table[slot] != 0; slot = next(slot)) {
      int distance = (slot - home(keys[table[slot] - 1])) & (table.length - 1);
      int gap = (slot - hole) & (table.length - 1);
      if (distance >= gap) {
        table[hole] = table[slot];
        hole = slot;
      }
    }
    table[hole] = 0;
  }

  private int home(long key) {
    return (int) mix(key) & (table.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  /** The finalizer of MurmurHash3. */
  static long mix(long key) {
    long hash = key;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int place = (oldest + i) % keys.length;
      out.writeLong(keys[place]);
      out.writeLong(marks[place]);
    }
  }

  static RecentKeys read(DataInput in) throws IOException {
    RecentKeys recent = new RecentKeys();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      recent.add(in.readLong(), in.readLong(), Math.max(size, FIRST_LENGTH));
    }
    return recent;
  }

  RecentKeys copy() {
    RecentKeys copy = new RecentKeys();
    copy.keys = keys.clone();
    copy.marks = marks.clone();
    copy.table = table.clone();
    copy.size = size;
    copy.oldest = oldest;
    return copy;
  }
}
