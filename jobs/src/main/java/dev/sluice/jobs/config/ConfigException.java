package dev.sluice.jobs.config;

/** A wrong option; the message names it, its value and what was expected. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
