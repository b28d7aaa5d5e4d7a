package dev.sluice.domain.analysis;

/** Why an analysis failed; its name is the {@link Analysis#status()}. */
public enum AnalystFailure {
  /** No answer within the deadline. */
  TIMEOUT,
  /** Still told to slow down (HTTP 429) when the retries or the deadline ended. */
  RATE_LIMITED,
  /** Still an error of the endpoint (HTTP 5xx) when the retries or the deadline ended. */
  SERVER_ERROR,
  /** An answer without content. */
  EMPTY,
  /** An answer that is not JSON, or too long to be read. */
  NOT_JSON,
  /** JSON that is not by the schema, or whose prices cannot be. */
  WRONG_SCHEMA,
  /** No connection. */
  UNREACHABLE,
  /** The endpoint or the model declined: a wrong key, an unknown model, a refusal. */
  REFUSED
}
