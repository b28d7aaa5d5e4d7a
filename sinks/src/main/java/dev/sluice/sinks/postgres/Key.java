package dev.sluice.sinks.postgres;

/**
 * A row by its id.
 *
 * @param table where it is
 * @param id its primary key
 */
record Key(Table table, String id) {}
