/**
 * What the paper venue does to an order, one small model a question: slippage, spread, commission,
 * latency, participation in the volume, place in the queue. {@link
 * dev.sluice.domain.trading.venue.VenueModel} names one of each. Nothing here knows of accounts;
 * what is random derives from an order's id, never from time.
 */
package dev.sluice.domain.trading.venue;
