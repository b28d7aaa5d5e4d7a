package dev.sluice.jobs;

import dev.sluice.jobs.analysis.AnalysisJob;
import dev.sluice.jobs.market.MarketJob;
import dev.sluice.jobs.records.RecordsJob;
import dev.sluice.jobs.trading.TradingJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The graphs that the jobs' own main methods submit, caught by the client before they leave. */
final class SubmittedJobs {
  static final List<Class<?>> MAINS =
      List.of(MarketJob.class, AnalysisJob.class, TradingJob.class, RecordsJob.class);

  private SubmittedJobs() {}

  /**
   * Runs all four.
   *
   * @param arguments of each; an analyst's address is added
   * @return graphs by job name, in the order of the flow
   */
  static Map<String, StreamGraph> graphs(String... arguments) throws Exception {
    Map<String, StreamGraph> graphs = new LinkedHashMap<>();
    for (Class<?> main : MAINS) {
      StreamGraph graph = graph(main, arguments);
      graphs.put(graph.getJobName(), graph);
    }
    return graphs;
  }

  private static StreamGraph graph(Class<?> main, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--sluice.analyst.base-url";
    all[arguments.length + 1] = "http://127.0.0.1:1/v1";
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setEntryPointClassName(main.getName())
            .setArguments(all)
            .build()) {
      return (StreamGraph)
          PackagedProgramUtils.getPipelineFromProgram(program, new Configuration(), 1, false);
    }
  }
}
