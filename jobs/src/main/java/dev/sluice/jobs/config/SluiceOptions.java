package dev.sluice.jobs.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/**
 * Every option of the desk. Each is set, in rising precedence, by its default, a configuration file
 * ({@code --config FILE}), an environment variable ({@code sluice.kafka.partitions} is {@code
 * SLUICE_KAFKA_PARTITIONS}) or an argument ({@code --sluice.kafka.partitions 2}). Secrets come from
 * the environment or the file only. docs/configuration.md lists them; a test keeps it complete.
 */
public final class SluiceOptions {
  public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
      key("sluice.kafka.bootstrap-servers")
          .stringType()
          .defaultValue("127.0.0.1:9092")
          .withDescription("Kafka brokers, host:port, separated by commas.");

  public static final ConfigOption<Integer> KAFKA_PARTITIONS =
      key("sluice.kafka.partitions")
          .intType()
          .defaultValue(2)
          .withDescription(
              "Partitions of every topic. Not to be changed once topics hold data: a symbol's"
                  + " partition follows from it.");

  public static final ConfigOption<List<String>> SYMBOLS =
      key("sluice.symbols")
          .stringType()
          .asList()
          .defaultValues("TSLA", "NVDA", "AAPL", "MSFT", "SPY", "QQQ", "IWM", "TLT", "GLD", "USO")
          .withDescription("The universe: ticks of other symbols are dead letters.");

  public static final ConfigOption<String> UNIVERSE =
      key("sluice.universe")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Path of a universe file (docs/universe.md), which then names the symbols in place of"
                  + " sluice.symbols. The market job and the feed read it when they start; a"
                  + " running job is told of changes by ./sluice universe FILE.");

  public static final ConfigOption<Integer> PARALLELISM =
      key("sluice.parallelism")
          .intType()
          .defaultValue(1)
          .withDescription("Parallelism of the keyed stages; at most the number of partitions.");

  public static final ConfigOption<Duration> LATENESS_BOUND =
      key("sluice.market.lateness-bound")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How far a tick may be behind the highest earlier time of its partition and still"
                  + " be on time.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      key("sluice.market.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription(
              "How much further behind a tick may be and still revise its bars; later ones are dead"
                  + " letters. A revision changes no decision that was made before it.");

  public static final ConfigOption<String> CALENDAR =
      key("sluice.market.calendar")
          .stringType()
          .defaultValue("NYSE")
          .withDescription(
              "Calendar of the sessions and weeks: NYSE, TSX, 24/7 or FX; docs/calendars.md.");

  public static final ConfigOption<List<String>> TIMEFRAMES =
      key("sluice.market.timeframes")
          .stringType()
          .asList()
          .defaultValues("1m", "1d", "1w")
          .withDescription(
              "Timeframes of the bars to publish: any of 1s, 1m, 5m, 15m, 1h, 1d (the session) and"
                  + " 1w (the trading week). The analysts need 1d and 1w.");

  public static final ConfigOption<String> BARS_FORMAT =
      key("sluice.format.bars")
          .stringType()
          .defaultValue("avro")
          .withDescription(
              "How the topic bars is written: avro (a third of the bytes) or json. Its readers"
                  + " understand both, so it may be changed between two starts.");

  public static final ConfigOption<Boolean> PUBLISH_QUOTES =
      key("sluice.market.publish-quotes")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether valid ticks, and the paths of given bars, go to the topic quotes. The"
                  + " trading job needs them; who wants bars and indicators alone saves a record"
                  + " for each tick.");

  public static final ConfigOption<Duration> MAX_AHEAD =
      key("sluice.market.max-ahead")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription(
              "How far a tick may be ahead of the feed's last heartbeat (of the broker's clock on a"
                  + " feed that sends none) before it is a dead letter. Feeds send a heartbeat at"
                  + " least this often. Not above the lateness bound and the allowed lateness"
                  + " together, so that a wrong stamp makes no other tick too late.");

  public static final ConfigOption<List<String>> INDICATOR_TIMEFRAMES =
      key("sluice.market.indicator-timeframes")
          .stringType()
          .asList()
          .defaultValues("1d", "1w")
          .withDescription(
              "Timeframes whose bars get indicators: any of 1s, 1m, 5m, 15m, 1h, 1d and 1w. The"
                  + " analysts need 1d and 1w.");

  public static final ConfigOption<List<Map<String, String>>> TA4J_INDICATORS =
      key("sluice.market.ta4j")
          .mapType()
          .asList()
          .defaultValues()
          .withDescription(
              "Indicators of Ta4j that are computed besides, as a YAML list: [{ta4j: CCIIndicator,"
                  + " params: [20], warmup: 60}, {ta4j: KAMAIndicator, params: [10, 2, 30], warmup:"
                  + " 200, name: kama}]. Each is computed on exactly the last warmup bars (at most"
                  + " 10000). params are the numbers of its constructor behind the bar series or"
                  + " the close price. Its name in the output is the class and its params joined"
                  + " by _ (CCIIndicator_20) where none is given.");

  public static final ConfigOption<Boolean> QUALITY_ENABLED =
      key("sluice.market.quality.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether ticks and given bars are judged by the rules of docs/quality.md. Without,"
                  + " only second copies of trades are found.");

  public static final ConfigOption<Map<String, String>> QUALITY_THRESHOLDS =
      key("sluice.market.quality.thresholds")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Other thresholds of the rules than those of docs/quality.md, for example"
                  + " tick_spike:0.2,stale_quote:PT2M.");

  public static final ConfigOption<Duration> QUARANTINE =
      key("sluice.market.quality.quarantine")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "How long a tick whose price has jumped waits for others to confirm or refute it, in"
                  + " event time and at most until its session closes; then it is a dead letter."
                  + " Closed bars are kept for as long beyond the allowed lateness, so that a"
                  + " confirmed tick revises them. At most a day.");

  public static final ConfigOption<String> STRATEGY =
      key("sluice.strategy.name")
          .stringType()
          .defaultValue("chart-analyst")
          .withDescription("Name of the strategy that the analysts' signals belong to.");

  public static final ConfigOption<List<Map<String, String>>> STRATEGIES =
      key("sluice.strategies")
          .mapType()
          .asList()
          .defaultValues()
          .withDescription(
              "Strategies that decide by rules at the close of bars, as a YAML list: [{strategy:"
                  + " sma-cross, fast: 20, slow: 50}, {strategy: rsi-reversion, timeframe: 1w,"
                  + " name: slow-rsi}]. strategy is sma-cross, rsi-reversion, macd-trend,"
                  + " bollinger-breakout or the name of a class, timeframe one of"
                  + " sluice.market.indicator-timeframes (1d), name what its signals say and"
                  + " accounts follow (that of the strategy); the rest are its parameters. Their"
                  + " signals hold from the bar's end + sluice.decision.latency on.");

  public static final ConfigOption<Boolean> ANALYST_ENABLED =
      key("sluice.analyst.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether language models read charts at each session's close. Without them only"
                  + " sluice.strategies decide.");

  public static final ConfigOption<Duration> DECISION_LATENCY =
      key("sluice.decision.latency")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription(
              "Event time from a session's close to the moment its signals take effect.");

  public static final ConfigOption<String> CHARTS =
      key("sluice.charts")
          .stringType()
          .defaultValue("all")
          .withDescription("Charts to draw: all, signals (only for BUY and SELL) or none.");

  public static final ConfigOption<String> ANALYST_BASE_URL =
      key("sluice.analyst.base-url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Address of an OpenAI-compatible endpoint, with its version path. OPENAI_BASE_URL is"
                  + " read where this is not set.");

  public static final ConfigOption<String> ANALYST_API_KEY =
      key("sluice.analyst.api-key")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Key of the endpoint; a secret. OPENAI_API_KEY is read where this is not set.");

  public static final ConfigOption<String> ANALYST_MODEL =
      key("sluice.analyst.model")
          .stringType()
          .defaultValue("gpt-4o-mini")
          .withDescription(
              "Model to ask. Without a key the demo asks its offline endpoint, whose model is"
                  + " offline-rules.");

  public static final ConfigOption<Integer> ANALYST_CONCURRENCY =
      key("sluice.analyst.concurrency")
          .intType()
          .defaultValue(8)
          .withDescription("Calls to the model that may be under way at once.");

  public static final ConfigOption<Duration> ANALYST_DEADLINE =
      key("sluice.analyst.deadline")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription("One deadline for a call and all its retries, wall-clock time.");

  public static final ConfigOption<Integer> ANALYST_MAX_RETRIES =
      key("sluice.analyst.max-retries")
          .intType()
          .defaultValue(3)
          .withDescription("Retries of a call within its deadline.");

  public static final ConfigOption<Double> ANALYST_TOKEN_PRICE =
      key("sluice.analyst.token-price")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "US dollars per million tokens, prompt and answer together; without it the cost of a"
                  + " call is null.");

  public static final ConfigOption<List<String>> ACCOUNTS =
      key("sluice.accounts")
          .stringType()
          .asList()
          .defaultValues("paper")
          .withDescription(
              "Names of the paper accounts, each of which trades the strategy's signals; or the"
                  + " path of an accounts file that ends with .json (docs/accounts.md): accounts"
                  + " with strategies, symbols, capital, sizing, limits and buckets of their own.");

  public static final ConfigOption<String> PATTERNS =
      key("sluice.patterns")
          .stringType()
          .defaultValue("off")
          .withDescription(
              "What is looked for in what happens to an account, and leads to a control"
                  + " (docs/patterns.md), of accounts that do not say otherwise in their file: off,"
                  + " or standard for every pattern with its standard thresholds.");

  public static final ConfigOption<String> INITIAL_CASH =
      key("sluice.account.cash")
          .stringType()
          .defaultValue("100000")
          .withDescription("Cash of an account at its start, in its currency; a decimal.");

  public static final ConfigOption<String> VENUE_URL =
      key("sluice.venue.url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Address of the venue that ./sluice connect sends an account's orders to, for example"
                  + " http://127.0.0.1:9090; docs/venues.md.");

  public static final ConfigOption<String> VENUE_NAME =
      key("sluice.venue.name")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Name of that venue in reports: the one that the account has in the accounts file,"
                  + " which says it where this does not. An account keeps it while orders are open:"
                  + " they are asked for where they were sent.");

  public static final ConfigOption<Duration> VENUE_TIMEOUT =
      key("sluice.venue.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "After this much wall-clock time without an answer nobody knows what became of an"
                  + " order, and the venue is asked on another connection.");

  public static final ConfigOption<Duration> VENUE_MAX_AGE =
      key("sluice.venue.max-age")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription(
              "A new order that is older when it could be sent is rejected; from the broker's"
                  + " timestamp of its request, wall-clock time.");

  public static final ConfigOption<Duration> VENUE_SETTLE =
      key("sluice.venue.settle")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long an order without an answer may take to become visible at the venue. It is"
                  + " sent again only after that. More than 2 s, at most 25 s.");

  public static final ConfigOption<Duration> VENUE_POSITIONS_EVERY =
      key("sluice.venue.positions-every")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "Time between two reports of positions, beside that behind each connection.");

  public static final ConfigOption<Integer> VENUE_MAX_REQUESTS =
      key("sluice.venue.max-requests-per-second")
          .intType()
          .defaultValue(0)
          .withDescription("New orders and cancels that the venue takes a second; 0: any number.");

  public static final ConfigOption<Duration> VENUE_GATE_FRESHNESS =
      key("sluice.venue.gate-freshness")
          .durationType()
          .defaultValue(Duration.ofMillis(100))
          .withDescription(
              "A new order leaves only where all controls that were on the topic inputs this long"
                  + " ago were taken: the longest that a kill switch can take to be in force.");

  public static final ConfigOption<String> POSTGRES_URL =
      key("sluice.postgres.url")
          .stringType()
          .defaultValue("jdbc:postgresql://127.0.0.1:5432/sluice")
          .withDescription("JDBC address of the database of records.");

  public static final ConfigOption<String> POSTGRES_USER =
      key("sluice.postgres.user").stringType().defaultValue("sluice").withDescription("Its user.");

  public static final ConfigOption<String> POSTGRES_PASSWORD =
      key("sluice.postgres.password")
          .stringType()
          .defaultValue("")
          .withDescription("Its password; a secret.");

  public static final ConfigOption<String> S3_ENDPOINT =
      key("sluice.s3.endpoint")
          .stringType()
          .defaultValue("http://127.0.0.1:9000")
          .withDescription("Address of the S3 object store.");

  public static final ConfigOption<String> S3_ACCESS_KEY =
      key("sluice.s3.access-key")
          .stringType()
          .defaultValue("")
          .withDescription("Its access key; a secret.");

  public static final ConfigOption<String> S3_SECRET_KEY =
      key("sluice.s3.secret-key")
          .stringType()
          .defaultValue("")
          .withDescription("Its secret key; a secret.");

  public static final ConfigOption<String> S3_BUCKET =
      key("sluice.s3.bucket")
          .stringType()
          .defaultValue("sluice")
          .withDescription("Bucket of charts and other artifacts.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("sluice.checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Time between checkpoints of each job.");

  public static final ConfigOption<String> CHECKPOINT_DIRECTORY =
      key("sluice.checkpoint.directory")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where checkpoints are kept; a URI. Without it the cluster's own configuration"
                  + " decides.");

  public static final ConfigOption<Duration> MAX_DRIFT =
      key("sluice.alignment.max-drift")
          .durationType()
          .defaultValue(Duration.ofDays(10))
          .withDescription(
              "How far, in event time, one source of the trading job may run ahead of the others"
                  + " before it waits.");

  public static final ConfigOption<String> CONSOLE_HOST =
      key("sluice.console.host")
          .stringType()
          .defaultValue("127.0.0.1")
          .withDescription("Address that the console listens on; loopback only by default.");

  public static final ConfigOption<Integer> CONSOLE_PORT =
      key("sluice.console.port")
          .intType()
          .defaultValue(8088)
          .withDescription("Port of the console; another is taken where it is in use.");

  public static final ConfigOption<List<String>> CONSOLE_ALLOWED_HOSTS =
      key("sluice.console.allowed-hosts")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Host names, beside loopback, under which a browser may ask for the console; requests"
                  + " for others are refused.");

  public static final ConfigOption<Integer> FLINK_PORT =
      key("sluice.flink.port")
          .intType()
          .defaultValue(8081)
          .withDescription(
              "Port of the Flink dashboard of the demo; another is taken where it is in use.");

  /** Options whose values are never printed and never taken from the command line. */
  public static final List<ConfigOption<?>> SECRETS =
      List.of(ANALYST_API_KEY, POSTGRES_PASSWORD, S3_ACCESS_KEY, S3_SECRET_KEY);

  private SluiceOptions() {}
}
