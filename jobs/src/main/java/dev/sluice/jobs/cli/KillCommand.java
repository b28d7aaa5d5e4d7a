package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.Control;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.wire.JsonCodec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
final class KillCommand implements Runnable {
  /** Requested, and not seen in force in time. */
  static final int REQUESTED = 3;

  private static final String ALL = "*";
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final int SHORTEST_REASON = 3;
  private static final int LONGEST_REASON = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{8,100}");

  @Spec private CommandSpec spec;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "One account. Default: all.")
  private String account;

  @Option(names = "--all", scope = ScopeType.INHERIT, description = "All accounts, the default.")
  private boolean all;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      scope = ScopeType.INHERIT,
      description = "Why, 3 to 500 characters; kept with the control. Required.")
  private String reason;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the desk lives.")
  private Path home;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      scope = ScopeType.INHERIT,
      description = "How long to wait until it is in force. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Option(
      names = "--id",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description =
          "Name of the request, 8 to 100 of letters, digits and ._:-; asked for again it is the same"
              + " request, and is done once. Default: a new one, which is printed.")
  private String id;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints JSON.")
  private boolean json;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "an act is missing, expected pause, cancel, flatten, halt or resume");
  }

  private int run(KillAct act, CommandSpec used) throws Exception {
    check(used);
    DeskPlace desk = DeskPlace.find(home, SluiceConfig.from());
    Optional<List<String>> known = desk.accounts();
    if (known.isEmpty()) {
      Terminal.say("the accounts are not known: the database does not answer; asking all the same");
    } else if (account != null && !known.get().isEmpty() && !known.get().contains(account)) {
      throw new ParameterException(
          used.commandLine(),
          "--account: was '" + account + "', expected one of " + String.join(", ", known.get()));
    }
    String key = id == null ? UUID.randomUUID().toString() : id;
    Control control =
        new Control(
            Ids.of("control", key),
            account == null ? ALL : account,
            act.action(),
            reason.strip(),
            "cli:" + System.getProperty("user.name"),
            null);
    Optional<Instant> inForce;
    try (KillSwitch kafka = KillSwitch.open(desk, control, id != null)) {
      kafka.request();
      inForce = kafka.await(Duration.ofSeconds(wait));
    }
    say(act, control, key, inForce.orElse(null), known.orElse(List.of()), used);
    return inForce.isPresent() ? ExitCode.OK : REQUESTED;
  }

  private void check(CommandSpec used) {
    String text = reason == null ? "" : reason.strip();
    if (text.length() < SHORTEST_REASON || text.length() > LONGEST_REASON) {
      throw new ParameterException(
          used.commandLine(), "--reason: was '" + text + "', expected 3 to 500 characters");
    }
    if (account != null && (all || account.isBlank() || account.equals(ALL))) {
      throw new ParameterException(
          used.commandLine(),
          "--account: was '" + account + "', expected the name of one account, or --all alone");
    }
    if (wait < 0) {
      throw new ParameterException(
          used.commandLine(), "--wait: was " + wait + ", expected 0 or more seconds");
    }
    if (id != null && !ID.matcher(id).matches()) {
      throw new ParameterException(
          used.commandLine(),
          "--id: was '" + id + "', expected 8 to 100 of letters, digits and ._:-");
    }
  }

  private void say(
      KillAct act,
      Control control,
      String key,
      Instant inForce,
      List<String> known,
      CommandSpec used)
      throws Exception {
    PrintWriter out = used.commandLine().getOut();
    if (json) {
      ObjectNode said = JSON.createObjectNode();
      said.put("act", act.word()).put("action", control.action().name());
      said.put("account", control.account());
      said.set("accounts", JSON.valueToTree(account == null ? known : List.of(account)));
      said.put("status", inForce == null ? "REQUESTED" : "IN_FORCE");
      said.put("effective_at", inForce == null ? null : inForce.toString());
      said.put("id", key).put("control_id", control.id());
      said.put("reason", control.reason()).put("requested_by", control.requestedBy());
      said.put("stops", act.stops()).put("lets_through", act.lets());
      out.println(JSON.writeValueAsString(said));
    } else {
      String who = account == null ? "all accounts" : "account " + account;
      out.println(
          inForce == null
              ? act.word() + " of " + who + " is requested, and not in force within " + wait + " s"
              : act.word() + " of " + who + " is in force since " + inForce + " (event time)");
      out.println("stops         " + act.stops());
      out.println("lets through  " + act.lets());
      out.println("request       " + key);
    }
    out.flush();
    if (inForce == null) {
      Terminal.say(
          "it acts when the feed's clock and the trading job go on; ask again with --id " + key);
    }
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
