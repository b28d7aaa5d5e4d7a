package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.VenueRequest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a connector knows of one order. */
final class VenueOrder {
  /** How far an order has come, as the journal has it. */
  enum Stage {
    /** Nothing left yet, or it is certain that nothing arrived. */
    WAITING,
    /** It may have left, and there was no answer yet. */
    SENDING,
    /** It may have left, and nobody knows: to be asked for. */
    UNKNOWN,
    /** The venue has it. */
    WORKING,
    /** No order of it is at the venue any more, or ever was. */
    ENDED
  }

  final String id;
  Stage stage = Stage.WAITING;

  /** Its first request; null where the outbox does not hold one. */
  OutboxEntry request;

  /** Requests to call it off that were not answered yet, by id. */
  final Map<String, VenueRequest> cancels = new LinkedHashMap<>();

  /** How often SENDING was said of it. */
  int attempts;

  /** What the journal has of it beside executions; part of the next report's id. */
  int changes;

  /** Name of the venue that it was last at; null where it was at none. */
  String venue;

  /** Reported executions together. */
  BigDecimal traded = BigDecimal.ZERO;

  /** The venue has had it, by its own word: it is never sent again. */
  boolean seen;

  /** It ended without the venue's word: should it turn up there, it is to be called off. */
  boolean disowned;

  /** A refusal of an order that was sent more than once, and may be of its second copy only. */
  ExecutionReport doubtfulRefusal;

  /** An earlier sending of it may still arrive. */
  boolean mayArrive;

  /** When it may last have left, by the monotonic clock. */
  long lastSent;

  /** When it was last asked for, and how often it was not there since the connection was made. */
  long lastAsked;

  int missed;
  int connection;

  VenueOrder(String id) {
    this.id = id;
  }

  /** The order as it was decided; null where the outbox does not hold it. */
  Order order() {
    return request == null ? null : request.request().order();
  }

  boolean filled() {
    return request != null && traded.compareTo(order().quantity()) >= 0;
  }

  boolean ended() {
    return stage == Stage.ENDED || filled();
  }
}
