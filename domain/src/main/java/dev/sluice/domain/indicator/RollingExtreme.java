package dev.sluice.domain.indicator;

/**
 * The highest or lowest value of a {@link Window}, O(1) a value on average, whatever its length:
 * the places of those values that no later one has outdone, in a ring, best first (the monotonic
 * queue; Lemire, "Streaming maximum-minimum filter using no more than three comparisons per
 * element", 2006).
 *
 * <p>It follows from the window's values, so it is never written: whoever reads a window pushes its
 * values again.
 */
final class RollingExtreme {
  private final boolean highest;
  private final int[] slots;
  private int head;
  private int size;

  private int headBefore;
  private int sizeBefore;
  private int overwritten;
  private int valueBefore;

  RollingExtreme(int length, boolean highest) {
    this.highest = highest;
    this.slots = new int[length + 1];
  }

  /** Takes in the value that was pushed into the window. */
  void slide(Window window) {
    headBefore = head;
    sizeBefore = size;
    if (size > 0
        && window.hasLeft(window.length())
        && slots[head] == window.slot(window.length())) {
      head = index(head, 1);
      size--;
    }
    double value = window.ago(0);
    while (size > 0 && isOutdone(window.at(slots[index(head, size - 1)]), value)) {
      size--;
    }
    overwritten = index(head, size);
    valueBefore = slots[overwritten];
    slots[overwritten] = window.slot(0);
    size++;
  }

  private boolean isOutdone(double old, double value) {
    return highest ? old <= value : old >= value;
  }

  private int index(int from, int steps) {
    int index = from + steps;
    return index < slots.length ? index : index - slots.length;
  }

  /** Takes the last value out again; once between two values. */
  void undo() {
    slots[overwritten] = valueBefore;
    head = headBefore;
    size = sizeBefore;
  }

  /** The extreme of the values in the window; there must be one. */
  double value(Window window) {
    return window.at(slots[head]);
  }

  RollingExtreme copy() {
    RollingExtreme copy = new RollingExtreme(slots.length - 1, highest);
    System.arraycopy(slots, 0, copy.slots, 0, slots.length);
    copy.head = head;
    copy.size = size;
    copy.headBefore = headBefore;
    copy.sizeBefore = sizeBefore;
    copy.overwritten = overwritten;
    copy.valueBefore = valueBefore;
    return copy;
  }
}
