package dev.sluice.sinks.postgres;

/**
 * A column that is written.
 *
 * @param name as in SQL, quoted where it must be
 * @param kind how a value is handed to the driver
 * @param parent table whose id the column refers to; null where it refers to none, or to its own
 *     table
 */
record Column(String name, Kind kind, Table parent) {

  /** How a value is handed to the driver. */
  enum Kind {
    /** String, number, boolean, LocalDate or bytes, as the driver takes them. */
    PLAIN,
    /** {@link java.time.Instant}, written as UTC. */
    INSTANT,
    /** JSON text. */
    JSON,
    /** The id of another row of the same table. */
    SELF
  }

  static Column of(String name) {
    return new Column(name, Kind.PLAIN, null);
  }

  static Column instant(String name) {
    return new Column(name, Kind.INSTANT, null);
  }

  static Column json(String name) {
    return new Column(name, Kind.JSON, null);
  }

  static Column self(String name) {
    return new Column(name, Kind.SELF, null);
  }

  static Column ref(String name, Table parent) {
    return new Column(name, Kind.PLAIN, parent);
  }
}
