/** A paper venue in a process of its own: HTTP, a journal, and faults on request. */
package dev.sluice.embedded.venue;
