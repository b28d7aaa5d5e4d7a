package dev.sluice.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bench.measure.Sample;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another engine as a side, a program of any language that stays for all its repeats: it runs for
 * each line {@code run} and answers as a {@link Worker} does. It ends with its standard input.
 */
public final class PeerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "@bench ";
  private static final String FAILED = "failed: ";

  private final String name;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private PeerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a command. */
  public static PeerProcess start(String name, List<String> command) throws IOException {
    return new PeerProcess(
        name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Runs once.
   *
   * @throws IllegalStateException where the peer says that it failed, and why
   * @throws IOException where the process has ended
   */
  public Sample run() throws IOException {
    in.write("run");
    in.newLine();
    in.flush();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith(ANSWER + FAILED)) {
        throw new IllegalStateException(
            name + ": " + line.substring(ANSWER.length() + FAILED.length()));
      }
      if (line.startsWith(ANSWER)) {
        return JSON.readValue(line.substring(ANSWER.length()), Sample.class);
      }
    }
    throw new IOException("process '" + name + "' ended without an answer");
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
