package dev.sluice.jobs.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.ConfigOption;

/**
 * A secret as it may travel in a job: its name, never its value. Job graphs are kept in blob stores
 * and read by whoever can read those, so the value is found where it is used: in the process that
 * made the job, where that is the same (the demo), otherwise in the environment of the TaskManager.
 */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values that this process was configured with, by handle. */
  private static final Map<String, String> HELD = new ConcurrentHashMap<>();

  private final String handle = UUID.randomUUID().toString();
  private final String option;
  private final boolean configured;

  private Secret(String option, boolean configured) {
    this.option = option;
    this.configured = configured;
  }

  /** The secret of a configuration, which need not be set there. */
  public static Secret of(SluiceConfig config, ConfigOption<String> option) {
    if (!SluiceOptions.SECRETS.contains(option)) {
      throw new IllegalArgumentException(option.key() + " is not a secret");
    }
    Optional<String> value = config.optional(option);
    Secret secret = new Secret(option.key(), value.isPresent());
    value.ifPresent(held -> HELD.put(secret.handle, held));
    return secret;
  }

  /**
   * The value; the option's default, which may be null, where it is set neither here nor where the
   * job was made.
   *
   * @throws ConfigException where the job was made with one that this process does not know
   */
  public String reveal() {
    return reveal(System.getenv());
  }

  /** As {@link #reveal()} with an environment of the caller's. */
  String reveal(Map<String, String> environment) {
    String held = HELD.get(handle);
    if (held != null) {
      return held;
    }
    ConfigOption<String> key = declared();
    SluiceConfig here = SluiceConfig.from(new String[0], environment);
    if (configured && here.optional(key).isEmpty()) {
      throw new ConfigException(
          option
              + ": is not known in this process, expected "
              + SluiceConfig.environmentName(key)
              + " in the environment of each TaskManager, as where the job was submitted");
    }
    return here.get(key);
  }

  @SuppressWarnings("unchecked")
  private ConfigOption<String> declared() {
    return (ConfigOption<String>)
        SluiceOptions.SECRETS.stream()
            .filter(secret -> secret.key().equals(option))
            .findFirst()
            .orElseThrow();
  }

  @Override
  public String toString() {
    return option + "=***";
  }
}
