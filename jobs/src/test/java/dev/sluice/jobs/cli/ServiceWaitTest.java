package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.config.SluiceOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceWaitTest {
  private final List<String> said = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private int attempts;

  @Test
  void saysOnceThatItWaitsAndGoesOnWhenTheServiceAnswers() throws Exception {
    assertThat(patient(Duration.ofMinutes(1)).await(() -> away(++attempts < 3), stop, said::add))
        .isTrue();
    assertThat(attempts).isEqualTo(3);
    assertThat(said).containsExactly("waiting for Kafka at broker:9092");
  }

  @Test
  void saysNothingWhereTheServiceAnswersAtOnce() throws Exception {
    assertThat(patient(Duration.ZERO).await(Optional::empty, stop, said::add)).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void endsWhereAPersonAsks() throws Exception {
    assertThat(
            patient(Duration.ofDays(1))
                .await(
                    () -> {
                      stop.countDown();
                      return away(true);
                    },
                    stop,
                    said::add))
        .isFalse();
  }

  @Test
  void givesUpNamingAddressReasonAndOption() {
    assertThatThrownBy(() -> patient(Duration.ZERO).await(() -> away(true), stop, said::add))
        .hasMessage(
            "gave up on Kafka at broker:9092 after 0 s: not there; its address is set by"
                + " sluice.kafka.bootstrap-servers (SLUICE_KAFKA_BOOTSTRAP_SERVERS)");
  }

  @Test
  void doesNotWaitWhereThatIsOfNoUse() {
    assertThatThrownBy(
            () ->
                patient(Duration.ofDays(1))
                    .await(
                        () -> {
                          throw new SQLException("wrong password");
                        },
                        stop,
                        said::add))
        .isInstanceOf(SQLException.class);
    assertThat(said).isEmpty();
  }

  private static ServiceWait patient(Duration patience) {
    return new ServiceWait("Kafka", "broker:9092", SluiceOptions.KAFKA_BOOTSTRAP_SERVERS, patience);
  }

  private static Optional<String> away(boolean isAway) {
    return isAway ? Optional.of("not there") : Optional.empty();
  }
}
