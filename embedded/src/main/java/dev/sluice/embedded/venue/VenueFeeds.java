package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.embedded.venue.VenueFeed.Entry;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each account has been told. Its owner's lock guards it. */
final class VenueFeeds {
  private final Map<String, VenueFeed> feeds = new HashMap<>();

  void tell(Entry entry) {
    feeds.computeIfAbsent(entry.report().account(), a -> new VenueFeed()).tell(entry);
  }

  /** Puts positions on the scale after a split; nothing for another tick. */
  void split(Tick tick) {
    if (tick.kind() == TickKind.SPLIT) {
      BigDecimal factor = BigDecimal.valueOf(tick.price());
      feeds.values().forEach(feed -> feed.split(tick.symbol(), factor));
    }
  }

  List<Entry> since(String account, int cursor) {
    VenueFeed feed = feeds.get(account);
    return feed == null ? List.of() : feed.since(cursor);
  }

  int end(String account) {
    VenueFeed feed = feeds.get(account);
    return feed == null ? 0 : feed.end();
  }

  /** Places in the ledger of all that anyone was told. */
  Set<Long> told() {
    Set<Long> told = new HashSet<>();
    feeds.values().forEach(feed -> feed.since(0).forEach(entry -> told.add(entry.sequence())));
    return told;
  }

  /** Positions, and the cursor as of which they hold. */
  ObjectNode positions(String account) {
    VenueFeed feed = feeds.getOrDefault(account, new VenueFeed());
    ObjectNode json = JsonNodeFactory.withExactBigDecimals(true).objectNode();
    ObjectNode quantities = json.putObject("positions");
    feed.positions().forEach(quantities::put);
    return json.put("cursor", Integer.toString(feed.end()));
  }
}
