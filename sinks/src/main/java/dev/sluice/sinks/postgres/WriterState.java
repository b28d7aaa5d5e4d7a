package dev.sluice.sinks.postgres;

import java.util.List;

/**
 * What the writer carries through a restart.
 *
 * @param waiting records whose parents had not come
 * @param read how far each partition was read
 */
record WriterState(List<TopicRecord> waiting, List<Progress.Mark> read) {}
