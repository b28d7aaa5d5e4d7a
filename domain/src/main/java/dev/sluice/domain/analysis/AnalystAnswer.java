package dev.sluice.domain.analysis;

import java.math.BigDecimal;

/** What came of a question: an answer, or a failure. */
public sealed interface AnalystAnswer {
  /** Status of an analysis that succeeded. */
  String OK = "OK";

  /** Name of the model, as it answers, or as it was asked for where nothing came. */
  String model();

  /** Text received; null where nothing came. */
  String response();

  /** Tokens of prompt and answer together; null where the endpoint did not say. */
  Integer tokens();

  /** Wall-clock milliseconds from the question to this answer, retries included. */
  long latencyMillis();

  /** US dollars; null where tokens or the model's price are not known. */
  BigDecimal cost();

  /**
   * An answer by the schema.
   *
   * @param model name of the model, as it answers
   * @param response text received
   * @param reading what the text says
   * @param tokens prompt and answer together; null where the endpoint did not say
   * @param latencyMillis wall-clock time of the call, retries included
   * @param cost US dollars; null where not known
   */
  record Answered(
      String model,
      String response,
      AnalystReading reading,
      Integer tokens,
      long latencyMillis,
      BigDecimal cost)
      implements AnalystAnswer {}

  /**
   * No usable answer.
   *
   * @param code what kind of failure
   * @param message what went wrong, for people
   * @param model name of the model as it was asked for
   * @param response text received; null where nothing came
   * @param tokens prompt and answer together; null where the endpoint did not say
   * @param latencyMillis wall-clock time of the call, retries included
   * @param cost US dollars; null where not known
   */
  record Failed(
      AnalystFailure code,
      String message,
      String model,
      String response,
      Integer tokens,
      long latencyMillis,
      BigDecimal cost)
      implements AnalystAnswer {}
}
