package dev.sluice.domain.trading;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an account knows. Mutable, changed by {@link AccountMachine} alone, and written whole in
 * a binary form of its own (a version byte first), so that what is restored goes on as if it had
 * never stopped.
 *
 * <p>Its size is bounded by the universe and the orders at work: what is over is published and
 * forgotten. Equality is that of the binary form.
 */
public final class AccountState {
  /** Of the binary form; rises when a field is added, and older ones stay readable. */
  public static final int VERSION = 4;

  /** Stands for "never" where a time is kept. */
  static final long NEVER = Long.MIN_VALUE;

  final String account;
  final BigDecimal initialCash;
  BigDecimal cash;

  /** Totals of all fills, kept apart from the cash to check it. */
  BigDecimal boughtNotional = BigDecimal.ZERO;

  BigDecimal soldNotional = BigDecimal.ZERO;
  BigDecimal commissions = BigDecimal.ZERO;

  BigDecimal dayStartEquity;
  BigDecimal peakEquity;

  /** Peak from which the drawdown limit is measured: a person's RESUME starts it anew. */
  BigDecimal limitPeakEquity;

  BigDecimal maxDrawdown = BigDecimal.ZERO;

  AccountStatus status = AccountStatus.ACTIVE;
  String reason;

  /** Epoch milliseconds before which no entry is made; NEVER where entries do not cool down. */
  long coolingUntil = NEVER;

  final TreeMap<String, Holding> holdings = new TreeMap<>();
  final TreeMap<String, Mark> marks = new TreeMap<>();

  /** In the order in which they were made. */
  final List<WorkingOrder> working = new ArrayList<>();

  String lastExecutionId;
  boolean simulated;

  /** Epoch milliseconds of the session that is on or comes next; NEVER where none is awaited. */
  long sessionOpen = NEVER;

  long sessionClose = NEVER;

  /** Open of the session whose start the day's figures are measured from. */
  long dayOpen = NEVER;

  /** Epoch milliseconds up to which everything was taken. */
  long takenThrough = NEVER;

  /** Epoch minute of the last quote in a session that no minute snapshot covers. */
  long quoteMinute = NEVER;

  /** True where something was taken that no snapshot shows. */
  boolean unreported;

  /** What limits and sizing need to know. */
  final RiskMemory risk = new RiskMemory();

  long snapshotVersion;
  long ordersMade;
  long ordersDenied;
  long fillsTaken;

  /** What the venue keeps of the account beside its orders. */
  final VenueState venue = new VenueState();

  /** An account that has done nothing yet. */
  public AccountState(String account, BigDecimal initialCash) {
    this.account = account;
    this.initialCash = initialCash;
    cash = initialCash;
    dayStartEquity = initialCash;
    peakEquity = initialCash;
    limitPeakEquity = initialCash;
  }

  /** Name of the account. */
  public String account() {
    return account;
  }

  /** ACTIVE, PAUSED, REDUCING or HALTED. */
  public AccountStatus status() {
    return status;
  }

  /** Why it is not active; null while it is. */
  public String reason() {
    return reason;
  }

  /** Event time before which entries cool down; empty where no COOL_DOWN was given since RESUME. */
  public Optional<Instant> coolingUntil() {
    return coolingUntil == NEVER
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(coolingUntil));
  }

  /** Symbols of which a position is open, in their order. */
  public List<String> heldSymbols() {
    List<String> held = new ArrayList<>();
    holdings.forEach(
        (symbol, holding) -> {
          if (!holding.flat()) {
            held.add(symbol);
          }
        });
    return held;
  }

  /** True where a position of the symbol is open or an order for it is at work. */
  public boolean concerns(String symbol) {
    return quantity(symbol).signum() != 0
        || working.stream().anyMatch(order -> order.symbol.equals(symbol));
  }

  /**
   * The middle of the symbol's market where that was seen at a time, and not where it was seen
   * before.
   *
   * @param time epoch milliseconds, UTC
   */
  public Optional<BigDecimal> priceAt(String symbol, long time) {
    Mark mark = marks.get(symbol);
    return mark == null || mark.time() != time ? Optional.empty() : Optional.of(mark.mid());
  }

  /** True where a time, in epoch milliseconds, is within the session that is on, ends included. */
  public boolean inSession(long time) {
    return sessionOpen != NEVER && time >= sessionOpen && time <= sessionClose;
  }

  /** Fall of the equity from its peak since the start, a fraction of the peak. */
  public BigDecimal drawdown() {
    return Step.drawdown(this, equity());
  }

  /** Cash in the account's currency, exact. */
  public BigDecimal cash() {
    return cash;
  }

  /** Shares held: positive for long, negative for short, 0 for none. */
  public BigDecimal quantity(String symbol) {
    Holding holding = holdings.get(symbol);
    return holding == null ? BigDecimal.ZERO : holding.quantity;
  }

  /** Number of orders at the venue. */
  public int workingOrders() {
    return working.size();
  }

  /** Orders made since the start, without those denied. */
  public long ordersMade() {
    return ordersMade;
  }

  /** Orders denied since the start. */
  public long ordersDenied() {
    return ordersDenied;
  }

  /** Fills since the start. */
  public long fills() {
    return fillsTaken;
  }

  /**
   * True where nobody knows whether an order of the symbol works or has filled: one of which the
   * venue has said nothing, or that it was asked to call off and has not answered yet.
   */
  public boolean unknown(String symbol) {
    for (WorkingOrder order : working) {
      boolean open = order.status == OrderStatus.UNKNOWN || order.remote.cancelPending;
      if (open && order.symbol.equals(symbol)) {
        return true;
      }
    }
    return false;
  }

  /** Changes of orders that {@link OrderLifecycle} does not allow, refused since the start. */
  public long illegalOrderChanges() {
    return venue.illegalChanges;
  }

  /**
   * Time up to which everything was taken: what comes at or before it comes too late or again.
   *
   * @return epoch milliseconds, UTC; {@code Long.MIN_VALUE} before the first input
   */
  public long takenThrough() {
    return takenThrough;
  }

  /** Close, in epoch milliseconds, of the session that is on or awaited; empty for none. */
  public Optional<Long> nextClose() {
    return sessionClose == NEVER ? Optional.empty() : Optional.of(sessionClose);
  }

  /** Cash and positions at their marks; a position without a mark counts at its cost. */
  public BigDecimal equity() {
    BigDecimal equity = cash;
    for (Map.Entry<String, Holding> entry : holdings.entrySet()) {
      Holding holding = entry.getValue();
      if (!holding.flat()) {
        Mark mark = marks.get(entry.getKey());
        equity = equity.add(mark == null ? holding.cost : holding.quantity.multiply(mark.mid()));
      }
    }
    return equity;
  }

  Holding holding(String symbol) {
    return holdings.computeIfAbsent(symbol, s -> new Holding());
  }

  /** A copy that shares nothing that can change. */
  public AccountState copy() {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the binary form. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(venue.version());
    StateIo.writeString(out, account);
    writeFigures(out);
    out.writeInt(holdings.size());
    for (Map.Entry<String, Holding> entry : holdings.entrySet()) {
      StateIo.writeString(out, entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(marks.size());
    for (Map.Entry<String, Mark> entry : marks.entrySet()) {
      StateIo.writeString(out, entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(working.size());
    for (WorkingOrder order : working) {
      order.write(out);
    }
    venue.write(out);
    risk.write(out);
    out.writeLong(coolingUntil);
  }

  private void writeFigures(DataOutput out) throws IOException {
    for (BigDecimal figure :
        new BigDecimal[] {
          initialCash,
          cash,
          boughtNotional,
          soldNotional,
          commissions,
          dayStartEquity,
          peakEquity,
          limitPeakEquity,
          maxDrawdown
        }) {
      StateIo.writeDecimal(out, figure);
    }
    StateIo.writeEnum(out, status);
    StateIo.writeString(out, reason);
    StateIo.writeString(out, lastExecutionId);
    out.writeBoolean(simulated);
    out.writeBoolean(unreported);
    for (long number :
        new long[] {
          sessionOpen,
          sessionClose,
          dayOpen,
          takenThrough,
          quoteMinute,
          snapshotVersion,
          ordersMade,
          ordersDenied,
          fillsTaken
        }) {
      out.writeLong(number);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where the version is not known or the bytes end early
   */
  public static AccountState read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("account state of version " + version + ", expected 1 to " + VERSION);
    }
    AccountState state = new AccountState(StateIo.readString(in), StateIo.readDecimal(in));
    state.readFigures(in);
    for (int n = in.readInt(); n > 0; n--) {
      state.holdings.put(StateIo.readString(in), Holding.read(in));
    }
    for (int n = in.readInt(); n > 0; n--) {
      state.marks.put(StateIo.readString(in), Mark.read(in, version));
    }
    for (int n = in.readInt(); n > 0; n--) {
      state.working.add(WorkingOrder.read(in, version));
    }
    if (version >= 2) {
      state.venue.read(in, version);
    }
    if (version >= 2) {
      state.risk.read(in);
    }
    if (version >= 3) {
      state.coolingUntil = in.readLong();
    }
    return state;
  }

  private void readFigures(DataInput in) throws IOException {
    cash = StateIo.readDecimal(in);
    boughtNotional = StateIo.readDecimal(in);
    soldNotional = StateIo.readDecimal(in);
    commissions = StateIo.readDecimal(in);
    dayStartEquity = StateIo.readDecimal(in);
    peakEquity = StateIo.readDecimal(in);
    limitPeakEquity = StateIo.readDecimal(in);
    maxDrawdown = StateIo.readDecimal(in);
    status = StateIo.readEnum(in, AccountStatus.class);
    reason = StateIo.readString(in);
    lastExecutionId = StateIo.readString(in);
    simulated = in.readBoolean();
    unreported = in.readBoolean();
    sessionOpen = in.readLong();
    sessionClose = in.readLong();
    dayOpen = in.readLong();
    takenThrough = in.readLong();
    quoteMinute = in.readLong();
    snapshotVersion = in.readLong();
    ordersMade = in.readLong();
    ordersDenied = in.readLong();
    fillsTaken = in.readLong();
  }

  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountState that && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    return "AccountState[" + account + " " + status + " cash=" + cash + " equity=" + equity() + "]";
  }
}
