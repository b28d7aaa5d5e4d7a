package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.trading.AccountStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the accounts may do, how far they are from their limits, and what was denied. */
final class RiskRoutes {
  /** Of a limit that an account has no more, an old row is left. */
  private static final String LATEST =
      " r.event_time = (select max(event_time) from account_limits where account = r.account)";

  /**
   * Since the first snapshot behind the last one that had another state; the control is the one
   * that came into force at that very time.
   */
  private static final String STATES =
      "select a.name as account, a.state, a.reason, a.updated_at as event_time, f.since, c.id as"
          + " control_id, c.action, c.requested_by, c.reason as control_reason"
          + " from accounts a"
          + " cross join lateral (select max(l.version) as version from (values "
          + Arrays.stream(AccountStatus.values())
              .map(status -> "('" + status + "')")
              .collect(Collectors.joining(", "))
          + ") as s (state) cross join lateral (select max(version) as version from portfolio_snapshots where account = a.name and state ="
          + " s.state and s.state <> a.state) l) o"
          + " left join lateral (select event_time as since from portfolio_snapshots where account"
          + " = a.name and version > coalesce(o.version, -1) order by version limit 1) f on true"
          + " left join lateral (select id, action, requested_by, reason from controls where account"
          + " in (a.name, '*') and effective_at = f.since order by id limit 1) c on true"
          + " order by a.name";

  private final Rows rows;

  RiskRoutes(Rows rows) {
    this.rows = rows;
  }

  void register(RoutesConfig routes) {
    routes.get("/api/accounts", ctx -> Answers.items(ctx, rows.all(STATES)));
    routes.get("/api/limits", this::limits);
    routes.get("/api/denials", this::denials);
  }

  private void limits(Context ctx) {
    Filter filter = new Filter(ctx).equal("r.account", "account").add(LATEST);
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set(
        "items",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.LIMITS + filter.where() + " order by r.account, r.name",
                filter.parameters())));
    body.set(
        "buckets",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.BUCKETS + filter.where() + " order by r.account, r.name",
                filter.parameters())));
    Answers.json(ctx, body);
  }

  private void denials(Context ctx) {
    Filter filter =
        new Filter(ctx).equal("account", "account").add("status = 'DENIED'").between("created_at");
    Answers.items(
        ctx,
        rows.all(
            "select account, denial_code as code, count(*) as count, max(created_at) as last_at"
                + " from orders"
                + filter.where()
                + " group by account, denial_code order by account, count(*) desc, denial_code",
            filter.parameters()));
  }
}
