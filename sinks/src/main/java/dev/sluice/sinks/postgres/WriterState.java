package dev.sluice.sinks.postgres;

import java.util.List;

/**
 * What the writer carries through a restart.
 *
 * @param waiting records whose parents had not come
 * @param read how far each partition was read
 * @param lost parents that will not come, oldest first
 */
record WriterState(List<TopicRecord> waiting, List<Progress.Mark> read, List<Key> lost) {}
