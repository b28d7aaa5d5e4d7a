/**
 * The desk on a cluster of processes that are killed and starved on purpose, and what must be true
 * of it afterwards.
 */
package dev.sluice.jobs.chaos;
