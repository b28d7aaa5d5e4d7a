package dev.sluice.operators.trading;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What an account has before it: the inputs that wait for their time, and the times at which it is
 * to look though nothing comes. Mutable; its binary form begins with a version byte.
 *
 * <p>An account has one timer, at the least of these times, and what is due by then is taken time
 * by time. So a watermark that passes a thousand times costs one timer and not a thousand.
 *
 * <p>Bounded by how far the account's sources run ahead of its watermark. One in which nothing
 * waits is not kept: where the account awaits a close its timer stands there.
 */
final class AccountInbox {
  /** Stands for no time. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int VERSION = 1;

  /** Taken inputs of the run that may stay in it before they are cut off. */
  private static final int TAKEN = 1024;

  /** Inputs that came in the order in which they are taken, as most do; those before head are. */
  private final ArrayList<AccountInput> run = new ArrayList<>();

  private int head;

  /** Those that came before one that comes before them. */
  private final TreeSet<AccountInput> early = new TreeSet<>(AccountInput.ORDER);

  /** Times that patterns have asked for; each stays until it has come. */
  private final TreeSet<Long> wakes = new TreeSet<>();

  private long close;
  private long timer;

  /**
   * An inbox in which nothing waits yet.
   *
   * @param close that the account awaits, where its timer stands so far; {@link #NEVER} for none
   */
  AccountInbox(long close) {
    this.close = close;
    this.timer = close;
  }

  /**
   * Lets an input wait for its time.
   *
   * @return false where the same one waits already: then this is a second copy, and dropped
   */
  boolean add(AccountInput input) {
    if (run.isEmpty() || AccountInput.ORDER.compare(run.get(run.size() - 1), input) < 0) {
      return (early.isEmpty() || !early.contains(input)) && run.add(input);
    }
    List<AccountInput> waiting = run.subList(head, run.size());
    return Collections.binarySearch(waiting, input, AccountInput.ORDER) < 0 && early.add(input);
  }

  /** Asks for a look at a time, in epoch milliseconds, UTC. */
  void wakeAt(long time) {
    wakes.add(time);
  }

  /** Asks for a look at the close that the account awaits, instead of any asked for before. */
  void closeAt(long time) {
    close = time;
  }

  /** The first time at which anything is to be done; {@link #NEVER} for none. */
  long due() {
    AccountInput first = first();
    long due = first == null ? NEVER : first.eventTime();
    if (!wakes.isEmpty()) {
      due = Math.min(due, wakes.first());
    }
    return Math.min(due, close);
  }

  /** Begins with a time that is due: nobody needs to be woken for it any more. */
  void begin(long time) {
    wakes.remove(time);
    if (close == time) {
      close = NEVER;
    }
  }

  /** Takes out the next input of a time, in the order of {@link AccountInput#ORDER}; or null. */
  AccountInput next(long time) {
    AccountInput first = first();
    if (first == null || first.eventTime() != time) {
      return null;
    }
    if (run.isEmpty() || run.get(head) != first) {
      return early.pollFirst();
    }
    run.set(head, null);
    head++;
    if (head == run.size() || (head > TAKEN && head > run.size() / 2)) {
      run.subList(0, head).clear();
      head = 0;
    }
    return first;
  }

  private AccountInput first() {
    AccountInput inRun = run.isEmpty() ? null : run.get(head);
    if (early.isEmpty()) {
      return inRun;
    }
    AccountInput other = early.first();
    return inRun == null || AccountInput.ORDER.compare(other, inRun) < 0 ? other : inRun;
  }

  /** True where nothing waits but the close, which the account knows itself. */
  boolean isEmpty() {
    return run.isEmpty() && early.isEmpty() && wakes.isEmpty();
  }

  /** The time of the account's timer; {@link #NEVER} where it has none. */
  long timer() {
    return timer;
  }

  /** Notes where the account's timer stands. */
  void setTimer(long time) {
    timer = time;
  }

  /** An inbox of its own with the same inputs, which nobody changes. */
  AccountInbox copy() {
    AccountInbox copy = new AccountInbox(close);
    copy.timer = timer;
    copy.run.addAll(run.subList(head, run.size()));
    copy.early.addAll(early);
    copy.wakes.addAll(wakes);
    return copy;
  }

  /** Writes the binary form. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(close);
    out.writeLong(timer);
    out.writeInt(wakes.size());
    for (long wake : wakes) {
      out.writeLong(wake);
    }
    List<AccountInput> waiting = new ArrayList<>(run.subList(head, run.size()));
    waiting.addAll(early);
    waiting.sort(AccountInput.ORDER);
    out.writeInt(waiting.size());
    for (AccountInput input : waiting) {
      AccountInputForm.write(input, out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where the version is not known or the bytes end early
   */
  static AccountInbox read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("inbox of an account: version " + version + ", expected " + VERSION);
    }
    AccountInbox inbox = new AccountInbox(in.readLong());
    inbox.timer = in.readLong();
    for (int n = in.readInt(); n > 0; n--) {
      inbox.wakes.add(in.readLong());
    }
    AccountInputForm form = new AccountInputForm();
    for (int n = in.readInt(); n > 0; n--) {
      inbox.run.add(form.read(in));
    }
    return inbox;
  }
}
