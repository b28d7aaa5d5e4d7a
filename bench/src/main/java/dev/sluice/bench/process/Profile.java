package dev.sluice.bench.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** What a flight recording says of where time and memory went. */
public final class Profile {
  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String NATIVE = "jdk.NativeMethodSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";

  private final Map<String, Long> self = new HashMap<>();
  private final Map<String, Long> inclusive = new HashMap<>();
  private final Map<String, Long> threads = new HashMap<>();
  private final Map<String, Long> allocated = new HashMap<>();
  private long samples;
  private long bytes;

  /** Reads a recording. */
  public static Profile of(Path recording) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        profile.add(file.readEvent());
      }
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    if (event.getStackTrace() == null || type.equals(NATIVE)) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    if (type.equals(EXECUTION) && !frames.isEmpty()) {
      samples++;
      count(self, name(frames.get(0)), 1);
      Set<String> once = new HashSet<>();
      frames.stream().map(Profile::name).filter(once::add).forEach(n -> count(inclusive, n, 1));
      var thread = event.getThread("sampledThread");
      String threadName = thread == null ? null : thread.getJavaName();
      count(threads, threadName == null ? "?" : threadName.replaceAll("\\(.*", ""), 1);
    } else if (type.equals(ALLOCATION)) {
      long weight = event.getLong("weight");
      bytes += weight;
      count(allocated, event.getClass("objectClass").getName(), weight);
    }
  }

  private static void count(Map<String, Long> counts, String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  private static String name(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  /**
   * Prints the methods in which time was spent, those under which it was spent, the threads, and
   * the classes that were allocated, most first.
   *
   * @param rows of each table
   */
  public void print(PrintWriter out, int rows) {
    out.println("CPU by method itself (" + samples + " samples)");
    print(out, rows, self, samples);
    out.println("CPU by method with what it calls");
    print(out, rows * 3, inclusive, samples);
    out.println("CPU by thread");
    print(out, rows, threads, samples);
    out.println("Allocated bytes by class");
    print(out, rows, allocated, bytes);
    out.flush();
  }

  private static void print(PrintWriter out, int rows, Map<String, Long> counts, long all) {
    Function<Map.Entry<String, Long>, String> line =
        entry -> "  %5.1f %%  %s".formatted(100.0 * entry.getValue() / all, entry.getKey());
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(rows)
        .map(line)
        .forEach(out::println);
  }
}
