package dev.sluice.jobs.cli;

import dev.sluice.embedded.OfflineAnalyst;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code ./sluice analyst}: the offline analyst alone, for a cluster without a model's key. */
@Command(
    name = "analyst",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the offline analyst: an OpenAI-compatible endpoint whose model, offline-rules, answers"
          + " by written rules. It asks for no key and is no model."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ended by Ctrl-C", "1:failed; the message says why", "2:wrong usage"})
final class AnalystCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8089",
      description = "Port, 0 for any. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port: was " + port + ", expected 0 (any) to 65535");
    }
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    try (OfflineAnalyst analyst = OfflineAnalyst.start(host, port)) {
      Terminal.say("analyst  " + analyst.baseUrl());
      stop.await();
    }
    return 0;
  }
}
