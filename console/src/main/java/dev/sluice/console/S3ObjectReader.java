package dev.sluice.console;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads from any store that speaks S3: s3proxy, MinIO, Amazon. Safe for many threads. */
public final class S3ObjectReader implements ObjectReader, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration READ = Duration.ofSeconds(20);
  private final S3Client client;

  /**
   * A reader with path-style addresses, which every S3 stand-in understands.
   *
   * @param endpoint address of the store, for example {@code http://127.0.0.1:9000}
   * @param region region name; stores outside Amazon take any, for example {@code us-east-1}
   * @param accessKey access key id
   * @param secretKey secret access key
   */
  public S3ObjectReader(URI endpoint, String region, String accessKey, String secretKey) {
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
  public Optional<byte[]> get(String bucket, String key) {
    try {
      return Optional.of(
          client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray());
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
