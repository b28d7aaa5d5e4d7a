package dev.sluice.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Finds the newest complete checkpoint of a job on any file system of Flink's, for a supervisor
 * that submits the job again: {@code DIRECTORY/JOB-ID/chk-N/_metadata}.
 */
public final class NewestCheckpoint {
  /** Written last, in one step: a checkpoint that has it is complete. */
  private static final String METADATA = "_metadata";

  private static final String CHECKPOINT = "chk-";

  private NewestCheckpoint() {}

  /**
   * Prints the checkpoint's directory, or nothing where there is none. File systems are configured
   * by {@code FLINK_CONF_DIR} and loaded from {@code FLINK_PLUGINS_DIR}, as those of the jobs.
   *
   * @param args the job's checkpoint directory, a URI
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          args.length + " arguments: expected one, the checkpoint directory of a job");
    }
    Configuration settings = GlobalConfiguration.loadConfiguration();
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    find(URI.create(args[0])).ifPresent(System.out::println);
  }

  /**
   * The newest complete checkpoint.
   *
   * @param directory the job's directory, all its runs; need not exist
   * @return the checkpoint's directory; empty where there is none
   */
  public static Optional<URI> find(URI directory) throws IOException {
    Path root = new Path(directory);
    FileSystem files = root.getFileSystem();
    List<FileStatus> complete = new ArrayList<>();
    for (FileStatus run : list(files, root)) {
      for (FileStatus checkpoint : list(files, run.getPath())) {
        if (checkpoint.getPath().getName().matches(CHECKPOINT + "\\d+")) {
          list(files, checkpoint.getPath()).stream()
              .filter(file -> file.getPath().getName().equals(METADATA))
              .forEach(complete::add);
        }
      }
    }
    return complete.stream()
        .max(
            Comparator.comparing(FileStatus::getModificationTime)
                // Object stores know whole seconds only.
                .thenComparing(metadata -> number(metadata.getPath().getParent())))
        .map(metadata -> metadata.getPath().getParent().toUri());
  }

  /** The N of {@code chk-N}. */
  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getName().substring(CHECKPOINT.length()));
  }

  /** What a directory holds; nothing where it is none: object stores have no empty directories. */
  private static List<FileStatus> list(FileSystem files, Path directory) throws IOException {
    try {
      FileStatus[] found = files.listStatus(directory);
      return found == null ? List.of() : List.of(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
