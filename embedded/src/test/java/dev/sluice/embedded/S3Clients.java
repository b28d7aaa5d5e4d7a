package dev.sluice.embedded;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 clients for the tests. */
final class S3Clients {
  private S3Clients() {}

  static S3Client of(EmbeddedObjectStore store) {
    return of(store, store.secretKey());
  }

  static S3Client of(EmbeddedObjectStore store, String secretKey) {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .forcePathStyle(true)
        .region(Region.of(EmbeddedObjectStore.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey(), secretKey)))
        .build();
  }
}
