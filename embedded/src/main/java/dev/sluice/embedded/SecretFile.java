package dev.sluice.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Passwords and keys that are made once per directory and kept in files only the owner can read.
 */
final class SecretFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretFile() {}

  /**
   * The secret in the file, made of random bytes and written with mode 0600 where the file is
   * absent.
   *
   * @param file where the secret is kept; its directory must exist
   * @param bytes how many random bytes a new secret has; it is written as twice as many hex digits
   * @throws IOException if the file cannot be read or written
   */
  static String readOrCreate(Path file, int bytes) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[bytes];
      RANDOM.nextBytes(random);
      write(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  private static void write(Path file, String secret) throws IOException {
    // Written beside and moved, so that a kill between the two never leaves half a secret.
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(beside, ownerOnly);
    Files.write(beside, secret.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
