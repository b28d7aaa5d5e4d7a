package dev.sluice.jobs.cli;

import dev.sluice.connectors.files.FileMapping;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a market data file is written, where it is not in Sluice's own columns. */
final class MappingOptions {
  @Option(
      names = "--columns",
      paramLabel = "FIELD=HEADER,...",
      description =
          "Columns of another name, for example symbol=Ticker,date=Date,close=Last; volume= says"
              + " that there is none. timestamp_utc=HEADER makes them minute bars or trades.")
  private String columns;

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description =
          "How dates and times are written: a java.time pattern like MM/dd/yyyy or"
              + " yyyy-MM-dd HH:mm:ssXXX, epoch_s or epoch_ms. Default: ISO.")
  private String dateFormat;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "The zone of times that are written without one, for example America/New_York."
              + " Default: UTC.")
  private String zone;

  @Option(
      names = "--delimiter",
      paramLabel = "C|tab",
      description = "What separates cells. Default: a comma.")
  private String delimiter;

  @Option(
      names = "--no-header",
      description =
          "The first line is a row already; --columns then names columns by their numbers from 1.")
  private boolean noHeader;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The mapping.
   *
   * @param symbol the symbol of a file that has no column for it, or null
   * @throws ParameterException where an option's value cannot be
   */
  FileMapping mapping(String symbol) {
    try {
      return FileMapping.of(columns, dateFormat, zone, symbol, delimiter, !noHeader);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
