package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the analysis stage makes. The record's time is the session's close on all but the completed
 * executions, whose time is close + decision latency.
 *
 * @param executions one RUNNING and one completed record an execution
 * @param charts drawn and stored
 * @param analyses one a symbol and strategy
 * @param signals one a symbol and strategy, HOLD included
 * @param artifacts what a person can open
 */
public record AnalysisStreams(
    DataStream<Execution> executions,
    DataStream<Chart> charts,
    DataStream<Analysis> analyses,
    DataStream<Signal> signals,
    DataStream<Artifact> artifacts) {}
