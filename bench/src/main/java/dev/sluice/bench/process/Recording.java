package dev.sluice.bench.process;

import java.nio.file.Path;
import java.util.List;

/** What makes a process record where its time goes. */
public final class Recording {
  private Recording() {}

  /**
   * Options of a JVM.
   *
   * @param directory where the recording goes; null for none
   * @param name of the recording without its ending
   */
  public static List<String> options(Path directory, String name) {
    return directory == null
        ? List.of()
        : List.of(
            // Without these a sample is said to be of the nearest call, not of the line.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints",
            "-XX:StartFlightRecording=settings=profile,filename="
                + directory.resolve(name + ".jfr").toAbsolutePath());
  }
}
