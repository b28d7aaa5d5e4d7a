package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.wire.JsonCodec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./sluice reconcile}: a person's word where a venue will not say its own. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings the books of an account at a venue outside the desk to what that venue has, where the"
          + " connector cannot: an order that the venue has lost, a trade that was never told.",
      "The request is written to the topic requests, gets its place in event time, and is waited for"
          + " until the account has taken or refused it. Who asked, when and why is kept in the table"
          + " controls; the order and the fill that come of it are kept like any other.",
      "Look at the venue's own statement before: docs/operating.md says what to do when."
    },
    subcommands = {ReconcileCommand.Settle.class, ReconcileCommand.Book.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused by the account, or failed; the message says why",
      "2:wrong usage, or an account that the desk does not have",
      "3:requested, but not seen in force in time; the same --id asks for it again"
    })
final class ReconcileCommand extends ControlCommand implements Runnable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The account. Required.")
  private String account;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do is missing, expected settle or book");
  }

  private int run(ControlAction action, String value, CommandSpec used) throws Exception {
    if (account == null || account.isBlank()) {
      throw new ParameterException(
          used.commandLine(), "--account: was '" + account + "', expected the name of one account");
    }
    Requested requested = request(action, account, value, used);
    say(requested, used.commandLine().getOut());
    if (requested.answer().refused() != null) {
      return ExitCode.SOFTWARE;
    }
    return requested.answer().inForce() != null ? ExitCode.OK : REQUESTED;
  }

  private void say(Requested requested, PrintWriter out) throws Exception {
    Control control = requested.control();
    Instant inForce = requested.answer().inForce();
    String refused = requested.answer().refused();
    if (json()) {
      ObjectNode said = JSON.createObjectNode();
      String status = inForce == null ? "REQUESTED" : "IN_FORCE";
      said.put("action", control.action().name()).put("account", control.account());
      said.put("value", control.value()).put("status", refused == null ? status : "REFUSED");
      said.put("refused", refused);
      said.put("effective_at", inForce == null ? null : inForce.toString());
      said.put("id", requested.key()).put("control_id", control.id());
      said.put("reason", control.reason()).put("requested_by", control.requestedBy());
      out.println(JSON.writeValueAsString(said));
    } else {
      out.println(
          "%s '%s' of account %s is %s"
              .formatted(
                  control.action(),
                  control.value(),
                  control.account(),
                  refused == null ? inWords(requested) : "refused"));
      out.println("request       " + requested.key());
    }
    out.flush();
    if (refused == null) {
      sayWhatNext(requested);
    } else {
      Terminal.say(refused);
    }
  }

  /** See {@link ControlAction#SETTLE_ORDER}. */
  @Command(
      name = "settle",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Says that an order of which the venue will say no more is over, with what of it was told."
            + " Its symbol is free again.",
        "The venue is asked to call it off should it turn up, and an execution that is told yet is"
            + " booked. Only an order that waits for a word of the venue can be settled."
      })
  static final class Settle implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @ParentCommand private ReconcileCommand reconcile;

    @Option(
        names = "--order",
        paramLabel = "ID",
        required = true,
        description = "The order's client_order_id.")
    private String order;

    @Override
    public Integer call() throws Exception {
      return reconcile.run(ControlAction.SETTLE_ORDER, order, spec);
    }
  }

  /** See {@link ControlAction#BOOK_TRADE}. */
  @Command(
      name = "book",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Books a trade that the venue has and the account was never told of; so a position that is"
            + " held there already is adopted, at its cost.",
        "The account must be halted: ./sluice kill halt. Cash, position and profit follow as from any"
            + " fill; nothing is sent to the venue."
      })
  static final class Book implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @ParentCommand private ReconcileCommand reconcile;

    @Option(
        names = "--trade",
        paramLabel = "TRADE",
        required = true,
        description =
            "SIDE QUANTITY SYMBOL PRICE [COMMISSION] in one argument: \"BUY 100 SPY 412.35 1.00\".")
    private String trade;

    @Override
    public Integer call() throws Exception {
      return reconcile.run(ControlAction.BOOK_TRADE, trade, spec);
    }
  }
}
