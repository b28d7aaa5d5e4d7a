package dev.sluice.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice bench micro}: the inner loops, with what they allocate. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the inner loops with JMH: decode, bar update, indicator update, serializers.",
      "gc.alloc.rate.norm is the bytes that one operation allocates; one operation is one tick or"
          + " one bar."
    })
public final class MicroCommand implements Callable<Integer> {
  private static final String PACKAGE = "dev.sluice.bench.micro.";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = "",
      description = "Only those whose name matches this regular expression.")
  private String name;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of each of the five iterations behind five of warm-up. Default: 1.")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(PACKAGE + ".*" + name + ".*")
            .addProfiler(GCProfiler.class)
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(seconds))
            .verbosity(VerboseMode.NORMAL);
    new Runner(options.build()).run();
    return 0;
  }
}
