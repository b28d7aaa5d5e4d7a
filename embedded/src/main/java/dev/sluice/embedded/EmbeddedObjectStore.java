package dev.sluice.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * An S3 endpoint inside this process. Objects are files below the directory. Requests are
 * path-style ({@code endpoint/bucket/key}) and signed with a key pair that is made once per
 * directory.
 */
public final class EmbeddedObjectStore implements AutoCloseable {
  /** The bucket that is there from the start. */
  public static final String BUCKET = "sluice";

  /** What clients that insist on a region sign with; any other is accepted too. */
  public static final String REGION = "us-east-1";

  private static final int MAX_THREADS = 16;

  private final DirectoryLock lock;
  private final S3Proxy server;
  private final String accessKey;
  private final String secretKey;
  private boolean closed;

  private EmbeddedObjectStore(
      DirectoryLock lock, S3Proxy server, String accessKey, String secretKey) {
    this.lock = lock;
    this.server = server;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /** As {@link #start(Path, int)} on any free port. */
  public static EmbeddedObjectStore start(Path directory) throws IOException {
    return start(directory, 0);
  }

  /**
   * Starts the endpoint on what the directory holds; the bucket {@value #BUCKET} is created where
   * it is absent.
   *
   * @param directory where objects and keys are kept; made where absent
   * @param preferredPort the port to listen on, 0 for any; when it is taken another is used
   * @throws IllegalStateException if the directory is in use or the endpoint cannot start
   * @throws IOException if the directory cannot be read or written
   */
  public static EmbeddedObjectStore start(Path directory, int preferredPort) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(directory);
    try {
      String accessKey = SecretFile.readOrCreate(directory.resolve("access-key"), 10);
      String secretKey = SecretFile.readOrCreate(directory.resolve("secret-key"), 20);
      BlobStore store = openStore(directory.resolve("objects"));
      S3Proxy server = startServer(store, accessKey, secretKey, Ports.choose(preferredPort));
      return new EmbeddedObjectStore(lock, server, accessKey, secretKey);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static BlobStore openStore(Path objects) throws IOException {
    // A bucket is a directory of the store's root. The store takes one that all may read for
    // public.
    Path bucket = Files.createDirectories(objects.resolve(BUCKET));
    Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwx------"));
    Properties settings = new Properties();
    settings.setProperty("jclouds.filesystem.basedir", objects.toAbsolutePath().toString());
    return BlobStores.create("filesystem-nio2", settings);
  }

  private static S3Proxy startServer(
      BlobStore store, String accessKey, String secretKey, int port) {
    S3Proxy server = build(store, accessKey, secretKey, port);
    try {
      server.start();
      return server;
    } catch (Exception taken) {
      // The port went to somebody else between the choice and the bind: the system picks one.
      S3Proxy second = build(store, accessKey, secretKey, 0);
      try {
        second.start();
        return second;
      } catch (Exception e) {
        e.addSuppressed(taken);
        throw new IllegalStateException("the object store could not start", e);
      }
    }
  }

  private static S3Proxy build(BlobStore store, String accessKey, String secretKey, int port) {
    return S3Proxy.builder()
        .blobStore(store)
        .endpoint(URI.create("http://" + Ports.LOOPBACK + ":" + port))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
        .ignoreUnknownHeaders(true)
        .jettyMaxThreads(MAX_THREADS)
        .stopTimeout(2_000)
        .build();
  }

  /** The endpoint's address, {@code http://host:port} without a path. */
  public URI endpoint() {
    return URI.create("http://" + Ports.LOOPBACK + ":" + server.getPort());
  }

  /** The bucket that is there from the start. */
  public String bucket() {
    return BUCKET;
  }

  /** The access key (identity) of this directory. */
  public String accessKey() {
    return accessKey;
  }

  /** The secret key of this directory; not to be logged. */
  public String secretKey() {
    return secretKey;
  }

  /** Stops the endpoint; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the object store did not stop", e);
    } finally {
      lock.close();
    }
  }
}
