package dev.sluice.jobs.records;

import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.Secret;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.sinks.postgres.DatabaseAddress;
import dev.sluice.sinks.postgres.PostgresRecords;

/** {@code sluice-records}: everything that is to be kept, from Kafka to PostgreSQL. */
public final class RecordsJob {
  public static final String NAME = "sluice-records";

  private RecordsJob() {}

  public static void main(String[] args) throws Exception {
    var config = SluiceConfig.from(args);
    var env = FlinkEnvironment.create(config);
    RecordsTopology.define(
        env, KafkaSources.topics(config, PostgresRecords.topics(), NAME), tables(config));
    env.execute(NAME);
  }

  /** Writes the tables; the password is found where the writer opens, never part of the job. */
  public static PostgresRecords tables(SluiceConfig config) {
    String url = config.get(SluiceOptions.POSTGRES_URL);
    String user = config.get(SluiceOptions.POSTGRES_USER);
    Secret password = Secret.of(config, SluiceOptions.POSTGRES_PASSWORD);
    return new PostgresRecords(() -> new DatabaseAddress(url, user, password.reveal()));
  }

  /** The database of records. */
  public static DatabaseAddress database(SluiceConfig config) {
    return new DatabaseAddress(
        config.get(SluiceOptions.POSTGRES_URL),
        config.get(SluiceOptions.POSTGRES_USER),
        config.get(SluiceOptions.POSTGRES_PASSWORD));
  }
}
