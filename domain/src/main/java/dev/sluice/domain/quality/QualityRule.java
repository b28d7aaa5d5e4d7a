package dev.sluice.domain.quality;

/** What can be wrong with market data; each rule's name is its code in counters and tables. */
public enum QualityRule {
  OHLC_INCONSISTENT(
      Effect.REJECT, "the high is below the low, open or close, or the low above one of them"),
  NON_POSITIVE_PRICE(Effect.REJECT, "a price is not a finite number above 0"),
  DUPLICATE_BAR(Effect.REJECT, "there was a bar of this start or session date before"),
  DUPLICATE_TRADE(Effect.REJECT, "there was a trade of this id before"),
  FUTURE(Effect.REJECT, "the time is ahead of the feed's clock"),
  CROSSED_QUOTE(Effect.REJECT, "the bid is above the ask"),
  SPIKE(
      Effect.QUARANTINE,
      "the price jumped, no split explains it, and what follows has yet to confirm or refute it"),
  SPIKE_CONFIRMED(Effect.ANNOTATE, "the price stayed where it had jumped to"),
  SPIKE_REFUTED(Effect.ANNOTATE, "the price came back from where it had jumped to"),
  OUT_OF_ORDER(Effect.ANNOTATE, "the time is before that of an earlier record"),
  GAP(Effect.ANNOTATE, "sessions, minutes or trading time are missing before this record"),
  NOT_A_SESSION(Effect.ANNOTATE, "the calendar has no session at this date or time"),
  ZERO_VOLUME(Effect.ANNOTATE, "nothing was traded"),
  FLAT_BAR(Effect.ANNOTATE, "open, high, low and close are the same"),
  STALE(Effect.ANNOTATE, "the close has not changed for many bars"),
  SAME_STAMP(
      Effect.ANNOTATE,
      "a trade without an id has the time, price and size of another: a copy, or two equal trades"),
  LOCKED_QUOTE(Effect.ANNOTATE, "the bid is the ask"),
  STALE_QUOTE(Effect.ANNOTATE, "trades went on while the quote did not"),
  OFF_TICK(Effect.ANNOTATE, "a price is on no step of the exchange, and a trade's on no half one"),
  MALFORMED(Effect.REJECT, "at validation: a field is missing or has no possible value"),
  BAD_TIME(Effect.REJECT, "at validation: no time that a market can have"),
  NOT_FINITE(Effect.REJECT, "at validation: a price or a quantity is no finite number"),
  NEGATIVE_SIZE(Effect.REJECT, "at validation: a quantity is below 0"),
  HIGH_BELOW_LOW(Effect.REJECT, "at validation: the high of a bar is below its low"),
  LATE(Effect.REJECT, "at validation: behind its partition's clock by more than is allowed"),
  FAR_FUTURE(Effect.REJECT, "at validation: too far ahead of the feed's clock");

  /** What becomes of a record. */
  public enum Effect {
    /** It cannot be, or was there before: it goes no further. */
    REJECT,
    /** It waits until what follows has confirmed or refuted it. */
    QUARANTINE,
    /** It is used, and the finding is counted. */
    ANNOTATE
  }

  private final Effect effect;
  private final String meaning;

  QualityRule(Effect effect, String meaning) {
    this.effect = effect;
    this.meaning = meaning;
  }

  /** The stable code, UPPER_SNAKE. */
  public String code() {
    return name();
  }

  /** What becomes of a record that breaks the rule. */
  public Effect effect() {
    return effect;
  }

  /** What the rule finds, for people. */
  public String meaning() {
    return meaning;
  }
}
