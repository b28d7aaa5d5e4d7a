/**
 * Kafka, PostgreSQL and S3 in one process, for the demo and the tests. Each keeps what it holds in
 * a directory, so that a second start on the same directory goes on where the first ended, however
 * it ended. All listen on the loopback interface only.
 */
package dev.sluice.embedded;
