package dev.sluice.jobs.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Writes docs/configuration.md from the options themselves. */
public final class ConfigurationPage {
  private ConfigurationPage() {}

  /** Prints the page; see CONTRIBUTING.md. */
  public static void main(String[] args) {
    System.out.print(
        """
        # Configuration

        Every option of the desk. In rising precedence: its default, a properties file (`--config FILE`),
        an environment variable, an argument (`--sluice.kafka.partitions 2`). Lists are separated by
        semicolons, durations are written `5 s`, `1 min`. Secrets are never taken from the command line.

        | option | environment variable | default | meaning |
        |---|---|---|---|
        """);
    for (ConfigOption<?> option : SluiceConfig.options()) {
      System.out.println(row(option));
    }
  }

  /** The table row of an option. */
  static String row(ConfigOption<?> option) {
    String description = new HtmlFormatter().format(option.description());
    String secret = SluiceOptions.SECRETS.contains(option) ? " **Secret.**" : "";
    return "| `"
        + option.key()
        + "` | `"
        + SluiceConfig.environmentName(option)
        + "` | "
        + defaultValue(option)
        + " | "
        + description
        + secret
        + " |";
  }

  private static String defaultValue(ConfigOption<?> option) {
    if (!option.hasDefaultValue()
        || "".equals(option.defaultValue())
        || java.util.List.of().equals(option.defaultValue())) {
      return "none";
    }
    Object value = option.defaultValue();
    if (value instanceof java.util.List<?> list) {
      return "`" + String.join(";", list.stream().map(Object::toString).toList()) + "`";
    }
    if (value instanceof java.time.Duration duration) {
      return "`" + org.apache.flink.util.TimeUtils.formatWithHighestUnit(duration) + "`";
    }
    return "`" + value + "`";
  }
}
