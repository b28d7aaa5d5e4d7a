package dev.sluice.jobs.history;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of a bucket of any store that speaks S3, with path-style addresses. */
final class S3Objects implements ObjectStore, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration READ = Duration.ofSeconds(20);

  private final S3Client client;
  private final URI endpoint;
  private final String bucket;

  S3Objects(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
            .httpClientBuilder(
                Apache5HttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
            .build();
  }

  @Override
  public Optional<byte[]> get(String key) throws HistoryException {
    try {
      return Optional.of(
          client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("cannot read", key, e);
    }
  }

  @Override
  public void put(String key, byte[] bytes) throws HistoryException {
    try {
      client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw failed("cannot write", key, e);
    }
  }

  @Override
  public List<String> list(String prefix) throws HistoryException {
    try {
      return client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
          .contents()
          .stream()
          .map(S3Object::key)
          .sorted()
          .toList();
    } catch (SdkException e) {
      throw failed("cannot list", prefix, e);
    }
  }

  private HistoryException failed(String what, String key, SdkException cause) {
    return new HistoryException(
        "%s s3://%s/%s at %s: %s".formatted(what, bucket, key, endpoint, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
