package dev.sluice.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Who used the machine's processors between two moments, from Linux's {@code /proc}: the processes
 * of the benchmark, or others. Time that a hypervisor gave to other machines is others' too.
 *
 * @param total what there was, in ticks of the kernel's clock over all processors
 * @param busy what somebody used of it
 * @param own what the benchmark's processes have used since their start
 */
public record CpuUse(long total, long busy, long own) {
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int STEAL = 7;

  /** Fields of {@code /proc/PID/stat} behind the name in brackets, counted from the state. */
  private static final int USER_TIME = 11;

  /** Behind it: system time, and both of the children that have ended. */
  private static final int TIMES = 4;

  /** Where the kernel does not tell. */
  private static final CpuUse UNKNOWN = new CpuUse(-1, -1, -1);

  /** How it stands now for this process and all that it has started; unknown without /proc. */
  public static CpuUse now() {
    try {
      String[] fields = firstLine(Path.of("/proc/stat")).split("\\s+");
      long total = 0;
      for (int i = 0; i <= STEAL; i++) {
        total += Long.parseLong(fields[i + 1]);
      }
      long free = Long.parseLong(fields[IDLE + 1]) + Long.parseLong(fields[IOWAIT + 1]);
      long own = ofProcess(ProcessHandle.current().pid());
      for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
        own += ofProcess(child.pid());
      }
      return new CpuUse(total, total - free, own);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static long ofProcess(long process) throws IOException {
    try {
      String stat = firstLine(Path.of("/proc", Long.toString(process), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (NoSuchFileException e) {
      // It has ended; its parent's count has it.
      return 0;
    }
  }

  private static String firstLine(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      return reader.readLine();
    }
  }

  /**
   * The part of all processors that others took since an earlier moment, from 0 to 1; empty where
   * it is not known.
   */
  public OptionalDouble othersSince(CpuUse earlier) {
    if (total < 0 || earlier.total < 0 || total == earlier.total) {
      return OptionalDouble.empty();
    }
    long others = busy - earlier.busy - (own - earlier.own);
    return OptionalDouble.of(Math.min(1, Math.max(0, others / (double) (total - earlier.total))));
  }
}
