package dev.sluice.jobs.cli;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.KafkaProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.ConfigOption;

/**
 * Waits for a service of the configuration that may still be starting: says so at once, ends
 * promptly where a person asks, and does not wait for ever.
 *
 * @param service its name, for people
 * @param address where it is looked for, for people
 * @param option names the address in the configuration
 * @param patience after this much wall-clock time it gives up
 */
record ServiceWait(String service, String address, ConfigOption<?> option, Duration patience) {
  private static final long PAUSE_MILLIS = 500;

  /**
   * Waits for the Kafka of a configuration, and says so on the terminal.
   *
   * @param topics that must be there
   * @param stop at zero it is no longer wanted
   * @return false where it was no longer wanted before it answered
   * @throws ServiceAwayException where patience ended
   */
  static boolean kafka(
      SluiceConfig config, Set<String> topics, Duration patience, CountDownLatch stop)
      throws Exception {
    String address = config.bootstrapServers();
    return new ServiceWait("Kafka", address, SluiceOptions.KAFKA_BOOTSTRAP_SERVERS, patience)
        .await(() -> KafkaProbe.problem(address, topics), stop, Terminal::say);
  }

  /**
   * Waits until the service answers.
   *
   * @param attempt one look, of a second or two; empty where the service answers, otherwise what is
   *     wrong, for people
   * @param stop at zero it is no longer wanted
   * @param say takes a message for people
   * @return false where it was no longer wanted before it answered
   * @throws ServiceAwayException where patience ended; the message names address and option
   * @throws Exception what an attempt throws, where waiting is of no use
   */
  boolean await(Callable<Optional<String>> attempt, CountDownLatch stop, Consumer<String> say)
      throws Exception {
    long begun = System.nanoTime();
    boolean said = false;
    while (stop.getCount() > 0) {
      Optional<String> problem = attempt.call();
      if (problem.isEmpty()) {
        return true;
      }
      if (!said) {
        said = true;
        say.accept("waiting for " + service + " at " + address);
      }
      if (System.nanoTime() - begun >= patience.toNanos()) {
        throw new ServiceAwayException(
            "gave up on %s at %s after %d s: %s; its address is set by %s (%s)"
                .formatted(
                    service,
                    address,
                    patience.toSeconds(),
                    problem.get(),
                    option.key(),
                    SluiceConfig.environmentName(option)));
      }
      if (stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  /** A service that a command needs and that did not answer. The message is for people. */
  static final class ServiceAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceAwayException(String message) {
      super(message);
    }
  }
}
