package dev.sluice.sinks.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * A topic that carries markers of time.
 *
 * @param topic its name
 * @param shift added to the writer's watermark: a topic whose records are dated ahead of their
 *     input (a signal at close + decision latency) promises that much more; zero for others
 */
public record TopicSpec(String topic, Duration shift) implements Serializable {
  /** A topic whose records carry the time of their input. */
  public static TopicSpec of(String topic) {
    return new TopicSpec(topic, Duration.ZERO);
  }
}
