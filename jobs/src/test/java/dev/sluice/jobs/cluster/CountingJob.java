package dev.sluice.jobs.cluster;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The least job that has keyed state and an end: adds the numbers up to its argument. */
public final class CountingJob {
  private CountingJob() {}

  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSequence(1, Long.parseLong(arguments[0]))
        .uid("numbers")
        .map(number -> number % 7 == 0 ? 1L : 0L)
        .returns(Types.LONG)
        .uid("sevenths")
        .keyBy(number -> number)
        .reduce(Long::sum)
        .uid("sum")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    env.execute("counting");
  }
}
