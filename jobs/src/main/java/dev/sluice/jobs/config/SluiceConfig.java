package dev.sluice.jobs.config;

import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.market.Calendars;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseFile;
import dev.sluice.domain.quality.QualityThresholds;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.operators.market.QualitySettings;
import dev.sluice.operators.market.Ta4jIndicator;
import dev.sluice.operators.strategy.StrategyConfig;
import dev.sluice.wire.TopicFormat;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.function.SerializableSupplier;

/** The desk's configuration: {@link SluiceOptions} with their values. Immutable. */
public final class SluiceConfig implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Configuration values;

  private SluiceConfig(Configuration values) {
    this.values = values;
  }

  /**
   * Reads arguments, the environment and, with {@code --config FILE}, a properties file.
   *
   * @throws ConfigException naming the option, its value and what was expected
   */
  public static SluiceConfig from(String... args) {
    return from(args, System.getenv());
  }

  /** As {@link #from(String...)} with an environment of the caller's. */
  public static SluiceConfig from(String[] args, Map<String, String> environment) {
    Configuration values = new Configuration();
    Map<String, String> arguments = arguments(args);
    String file = arguments.remove("config");
    if (file != null) {
      readFile(Path.of(file), values);
    }
    for (ConfigOption<?> option : options()) {
      String value = environment.get(environmentName(option));
      if (value != null) {
        values.setString(option.key(), value);
      }
    }
    aliases(environment, values);
    arguments.forEach(
        (key, value) -> {
          ConfigOption<?> option = option(key);
          if (SluiceOptions.SECRETS.contains(option)) {
            throw new ConfigException(
                key
                    + ": a secret is not taken from the command line; set "
                    + environmentName(option));
          }
          values.setString(key, value);
        });
    SluiceConfig config = new SluiceConfig(values);
    config.check();
    return config;
  }

  /** A copy with one option set. */
  public <T> SluiceConfig with(ConfigOption<T> option, T value) {
    Configuration copy = values.clone();
    copy.set(option, value);
    return new SluiceConfig(copy);
  }

  /**
   * This configuration, where its values go together.
   *
   * @throws ConfigException naming the option, its value and what was expected
   */
  public SluiceConfig checked() {
    check();
    return this;
  }

  /** The value of an option; null where it has neither a value nor a default. */
  public <T> T get(ConfigOption<T> option) {
    return values.get(option);
  }

  /** The value of an option that may be absent. */
  public <T> Optional<T> optional(ConfigOption<T> option) {
    return values.getOptional(option);
  }

  public String bootstrapServers() {
    return get(SluiceOptions.KAFKA_BOOTSTRAP_SERVERS);
  }

  public int partitions() {
    return get(SluiceOptions.KAFKA_PARTITIONS);
  }

  /** The symbols of {@link #universe()}. */
  public List<String> symbols() {
    return universe().symbols();
  }

  /** The symbols that were asked for; empty where none were, and the default stands. */
  public List<String> namedSymbols() {
    return optional(SluiceOptions.UNIVERSE).isPresent()
        ? symbols()
        : optional(SluiceOptions.SYMBOLS).orElse(List.of());
  }

  /**
   * The universe as it is configured: that of the universe file where there is one, otherwise the
   * symbols alone. Read from the file each time.
   *
   * @throws ConfigException where the file cannot be read, naming each line that is wrong
   */
  public Universe universe() {
    String file = get(SluiceOptions.UNIVERSE);
    return file == null
        ? Universe.named(get(SluiceOptions.SYMBOLS))
        : readUniverse(SluiceOptions.UNIVERSE.key(), file);
  }

  /**
   * Reads a universe file.
   *
   * @param named what the path was given as, for messages
   * @throws ConfigException where it cannot be read, naming each line that is wrong
   */
  public static Universe readUniverse(String named, String path) {
    try {
      return UniverseFile.parse(Files.readString(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          named + ": cannot read '" + path + "', expected a universe file in UTF-8: " + e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(named + ": '" + path + "': " + e.getMessage());
    }
  }

  /**
   * The accounts: those of the accounts file where {@code sluice.accounts} is the path of one,
   * otherwise one for each name with the default limits and costs. Read from the file each time.
   *
   * @throws ConfigException where the file cannot be read, naming what is wrong with it
   */
  public List<AccountConfig> accounts() {
    return AccountsFile.configured(this);
  }

  public int parallelism() {
    return get(SluiceOptions.PARALLELISM);
  }

  public Duration decisionLatency() {
    return get(SluiceOptions.DECISION_LATENCY);
  }

  public Duration latenessBound() {
    return get(SluiceOptions.LATENESS_BOUND);
  }

  /** Timeframes of the bars to publish. */
  public Set<Timeframe> timeframes() {
    EnumSet<Timeframe> timeframes = EnumSet.noneOf(Timeframe.class);
    get(SluiceOptions.TIMEFRAMES).forEach(code -> timeframes.add(Timeframe.of(code)));
    return timeframes;
  }

  /** How the topic {@code bars} is written. */
  public TopicFormat barsFormat() {
    return TopicFormat.of(get(SluiceOptions.BARS_FORMAT));
  }

  /** Makes the calendar of sessions and weeks; to be sent to where it is needed. */
  public SerializableSupplier<TradingCalendar> calendar() {
    String name = get(SluiceOptions.CALENDAR);
    return () -> Calendars.of(name);
  }

  /** Timeframes whose bars get indicators. */
  public Set<Timeframe> indicatorTimeframes() {
    Set<Timeframe> timeframes = EnumSet.noneOf(Timeframe.class);
    get(SluiceOptions.INDICATOR_TIMEFRAMES).forEach(code -> timeframes.add(Timeframe.of(code)));
    return timeframes;
  }

  /** Strategies that decide by rules. */
  public List<StrategyConfig> strategies() {
    return ConfiguredStrategies.of(
        get(SluiceOptions.STRATEGIES), get(SluiceOptions.STRATEGY), indicatorTimeframes());
  }

  /** Indicators of Ta4j that are computed besides. */
  public List<Ta4jIndicator> ta4jIndicators() {
    return Ta4jIndicator.of(get(SluiceOptions.TA4J_INDICATORS));
  }

  /** How market data is judged. */
  public QualitySettings quality() {
    return QualitySettings.of(
        get(SluiceOptions.QUALITY_ENABLED),
        get(SluiceOptions.QUALITY_THRESHOLDS),
        get(SluiceOptions.QUARANTINE));
  }

  public ChartMode charts() {
    return ChartMode.valueOf(get(SluiceOptions.CHARTS).toUpperCase(Locale.ROOT));
  }

  private void check() {
    for (ConfigOption<?> option : options()) {
      try {
        values.getOptional(option);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(
            "%s: was '%s', %s docs/configuration.md says what is expected."
                .formatted(option.key(), values.getString(option.key(), ""), e.getMessage()));
      }
    }
    positive(SluiceOptions.KAFKA_PARTITIONS);
    positive(SluiceOptions.PARALLELISM);
    positive(SluiceOptions.ANALYST_CONCURRENCY);
    if (parallelism() > partitions()) {
      throw new ConfigException(
          SluiceOptions.PARALLELISM.key()
              + ": was "
              + parallelism()
              + ", expected at most sluice.kafka.partitions ("
              + partitions()
              + "): a source without a partition would hold up event time");
    }
    Duration lateness = latenessBound().plus(get(SluiceOptions.ALLOWED_LATENESS));
    if (get(SluiceOptions.MAX_AHEAD).compareTo(lateness) > 0) {
      throw new ConfigException(
          "%s: was %s, expected at most %s + %s (%s): a tick ahead would make others too late"
              .formatted(
                  SluiceOptions.MAX_AHEAD.key(),
                  get(SluiceOptions.MAX_AHEAD),
                  SluiceOptions.LATENESS_BOUND.key(),
                  SluiceOptions.ALLOWED_LATENESS.key(),
                  lateness));
    }
    try {
      charts();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          SluiceOptions.CHARTS.key()
              + ": was '"
              + get(SluiceOptions.CHARTS)
              + "', expected all, signals or none");
    }
    usable(SluiceOptions.TIMEFRAMES, this::timeframes);
    usable(SluiceOptions.BARS_FORMAT, this::barsFormat);
    usable(SluiceOptions.CALENDAR, () -> Calendars.of(get(SluiceOptions.CALENDAR)));
    usable(SluiceOptions.INDICATOR_TIMEFRAMES, this::indicatorTimeframes);
    usable(SluiceOptions.TA4J_INDICATORS, this::ta4jIndicators);
    usable(SluiceOptions.STRATEGIES, this::strategies);
    usable(
        SluiceOptions.QUALITY_THRESHOLDS,
        () -> QualityThresholds.DEFAULTS.with(get(SluiceOptions.QUALITY_THRESHOLDS)));
    usable(SluiceOptions.QUARANTINE, this::quality);
    if (!timeframes().containsAll(indicatorTimeframes())) {
      throw new ConfigException(
          "%s: was %s, expected some of %s (%s)"
              .formatted(
                  SluiceOptions.INDICATOR_TIMEFRAMES.key(),
                  get(SluiceOptions.INDICATOR_TIMEFRAMES),
                  SluiceOptions.TIMEFRAMES.key(),
                  get(SluiceOptions.TIMEFRAMES)));
    }
    try {
      if (new BigDecimal(get(SluiceOptions.INITIAL_CASH)).signum() <= 0) {
        throw new NumberFormatException();
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(
          SluiceOptions.INITIAL_CASH.key()
              + ": was '"
              + get(SluiceOptions.INITIAL_CASH)
              + "', expected a decimal > 0");
    }
    usable(SluiceOptions.PATTERNS, () -> PatternsConfig.named(get(SluiceOptions.PATTERNS)));
    usable(SluiceOptions.ACCOUNTS, this::accounts);
    VenueOptions.check(this);
  }

  private static void usable(ConfigOption<?> option, Supplier<?> value) {
    try {
      var unused = value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(option.key() + ": " + e.getMessage());
    }
  }

  private void positive(ConfigOption<Integer> option) {
    if (get(option) < 1) {
      throw new ConfigException(option.key() + ": was " + get(option) + ", expected at least 1");
    }
  }

  private static void aliases(Map<String, String> environment, Configuration values) {
    alias(environment, "OPENAI_BASE_URL", SluiceOptions.ANALYST_BASE_URL, values);
    alias(environment, "OPENAI_API_KEY", SluiceOptions.ANALYST_API_KEY, values);
  }

  private static void alias(
      Map<String, String> environment,
      String name,
      ConfigOption<String> option,
      Configuration values) {
    String value = environment.get(name);
    if (value != null && !value.isBlank() && values.getOptional(option).isEmpty()) {
      values.set(option, value);
    }
  }

  private static Map<String, String> arguments(String[] args) {
    Map<String, String> arguments = new java.util.LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--")) {
        throw new ConfigException("argument '" + args[i] + "': expected --OPTION VALUE");
      }
      if (i + 1 == args.length) {
        throw new ConfigException("argument '" + args[i] + "': its value is missing");
      }
      arguments.put(args[i].substring(2), args[i + 1]);
    }
    return arguments;
  }

  private static void readFile(Path file, Configuration values) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new ConfigException("--config: cannot read '" + file + "': " + e.getMessage());
    }
    properties
        .stringPropertyNames()
        .forEach(key -> values.setString(option(key).key(), properties.getProperty(key)));
  }

  private static ConfigOption<?> option(String key) {
    return options().stream()
        .filter(o -> o.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "option '" + key + "' does not exist; docs/configuration.md lists them"));
  }

  /** The environment variable of an option. */
  public static String environmentName(ConfigOption<?> option) {
    return option.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** All options, in the order in which {@link SluiceOptions} declares them. */
  public static List<ConfigOption<?>> options() {
    List<ConfigOption<?>> options = new ArrayList<>();
    for (Field field : SluiceOptions.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        try {
          options.add((ConfigOption<?>) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(field + " is public", e);
        }
      }
    }
    return options;
  }
}
