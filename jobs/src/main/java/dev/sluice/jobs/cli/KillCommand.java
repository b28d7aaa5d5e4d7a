package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.trading.Control;
import dev.sluice.wire.JsonCodec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./sluice kill}: stops trading, in four ways, and lifts it again. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Stops trading of a running desk, or lets it go on. Each act says by --help exactly what it"
          + " stops and what it lets through.",
      "The request is written to the topic requests, gets its place in event time, and is waited for"
          + " until it is in force. It stays in force over restarts until somebody lifts it with"
          + " resume. Who asked, when and why is kept in the table controls.",
      "The desk is the one that lives in --home; without it that of SLUICE_KAFKA_BOOTSTRAP_SERVERS"
          + " where that is set, else the one in .sluice."
    },
    subcommands = {
      KillCommand.Pause.class,
      KillCommand.Cancel.class,
      KillCommand.Flatten.class,
      KillCommand.Halt.class,
      KillCommand.Resume.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:in force for every account that it is for",
      "1:failed, nothing was requested or nobody knows; the message says why",
      "2:wrong usage, or an account that the desk does not have",
      "3:requested, but not seen in force in time; the same --id asks for it again"
    })
final class KillCommand extends ControlCommand implements Runnable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "One account. Default: all.")
  private String account;

  @Option(names = "--all", scope = ScopeType.INHERIT, description = "All accounts, the default.")
  private boolean all;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "an act is missing, expected pause, cancel, flatten, halt or resume");
  }

  private int run(KillAct act, CommandSpec used) throws Exception {
    if (account != null && (all || account.isBlank() || account.equals(ALL))) {
      throw new ParameterException(
          used.commandLine(),
          "--account: was '" + account + "', expected the name of one account, or --all alone");
    }
    Requested requested = request(act.action(), account == null ? ALL : account, null, used);
    if (requested.answer().refused() != null) {
      Terminal.say(requested.answer().refused());
      return ExitCode.SOFTWARE;
    }
    say(act, requested, used.commandLine().getOut());
    return requested.answer().inForce() != null ? ExitCode.OK : REQUESTED;
  }

  private void say(KillAct act, Requested requested, PrintWriter out) throws Exception {
    Control control = requested.control();
    Instant inForce = requested.answer().inForce();
    if (json()) {
      ObjectNode said = JSON.createObjectNode();
      said.put("act", act.word()).put("action", control.action().name());
      said.put("account", control.account());
      said.set(
          "accounts", JSON.valueToTree(account == null ? requested.known() : List.of(account)));
      said.put("status", inForce == null ? "REQUESTED" : "IN_FORCE");
      said.put("effective_at", inForce == null ? null : inForce.toString());
      said.put("id", requested.key()).put("control_id", control.id());
      said.put("reason", control.reason()).put("requested_by", control.requestedBy());
      said.put("stops", act.stops()).put("lets_through", act.lets());
      out.println(JSON.writeValueAsString(said));
    } else {
      String who = account == null ? "all accounts" : "account " + account;
      out.println(act.word() + " of " + who + " is " + inWords(requested));
      out.println("stops         " + act.stops());
      out.println("lets through  " + act.lets());
      out.println("request       " + requested.key());
    }
    out.flush();
    sayWhatNext(requested);
  }

  /** What the acts have in common. */
  private abstract static class Act implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @ParentCommand private KillCommand kill;
    private final KillAct act;

    Act(KillAct act) {
      this.act = act;
    }

    @Override
    public Integer call() throws Exception {
      return kill.run(act, spec);
    }
  }

  /** See {@link KillAct#PAUSE}. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Stops: " + KillAct.Text.PAUSE_STOPS,
        "Lets through: " + KillAct.Text.PAUSE_LETS
      })
  static final class Pause extends Act {
    Pause() {
      super(KillAct.PAUSE);
    }
  }

  /** See {@link KillAct#CANCEL}. */
  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Stops: " + KillAct.Text.CANCEL_STOPS,
        "Lets through: " + KillAct.Text.CANCEL_LETS
      })
  static final class Cancel extends Act {
    Cancel() {
      super(KillAct.CANCEL);
    }
  }

  /** See {@link KillAct#FLATTEN}. */
  @Command(
      name = "flatten",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Stops: " + KillAct.Text.FLATTEN_STOPS,
        "Lets through: " + KillAct.Text.FLATTEN_LETS
      })
  static final class Flatten extends Act {
    Flatten() {
      super(KillAct.FLATTEN);
    }
  }

  /** See {@link KillAct#HALT}. */
  @Command(
      name = "halt",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Stops: " + KillAct.Text.HALT_STOPS,
        "Lets through: " + KillAct.Text.HALT_LETS
      })
  static final class Halt extends Act {
    Halt() {
      super(KillAct.HALT);
    }
  }

  /** See {@link KillAct#RESUME}. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Stops: " + KillAct.Text.RESUME_STOPS,
        "Lets through: " + KillAct.Text.RESUME_LETS
      })
  static final class Resume extends Act {
    Resume() {
      super(KillAct.RESUME);
    }
  }
}
