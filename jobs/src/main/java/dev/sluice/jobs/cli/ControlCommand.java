package dev.sluice.jobs.cli;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.jobs.config.SluiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** What commands have in common that ask accounts of a running desk for something. */
abstract class ControlCommand {
  /** Requested, and not seen in force in time. */
  static final int REQUESTED = 3;

  static final String ALL = "*";
  private static final int SHORTEST_REASON = 3;
  private static final int LONGEST_REASON = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{8,100}");

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

  /**
   * What came of a request.
   *
   * @param control as it was asked for
   * @param key name of the request
   * @param answer what the desk has said by now
   * @param known names of the accounts; empty where they are not known
   */
  record Requested(Control control, String key, KillSwitch.Answer answer, List<String> known) {}

  /**
   * Asks for a control and waits for it.
   *
   * @param account {@code *} for all
   * @param value see {@link Control#value()}; null for none
   * @throws ParameterException where what was given on the command line is wrong
   */
  final Requested request(ControlAction action, String account, String value, CommandSpec used)
      throws Exception {
    check(used);
    String key = id == null ? UUID.randomUUID().toString() : id;
    String who = "cli:" + System.getProperty("user.name");
    Control control =
        new Control(Ids.of("control", key), account, action, reason.strip(), who, null)
            .withValue(value);
    try {
      control.check();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(used.commandLine(), e.getMessage());
    }
    DeskPlace desk = DeskPlace.find(home, SluiceConfig.from());
    Optional<List<String>> known = desk.accounts();
    if (known.isEmpty()) {
      Terminal.say("the accounts are not known: the database does not answer; asking all the same");
    } else if (!account.equals(ALL) && !known.get().isEmpty() && !known.get().contains(account)) {
      throw new ParameterException(
          used.commandLine(),
          "--account: was '" + account + "', expected one of " + String.join(", ", known.get()));
    }
    try (KillSwitch kafka = KillSwitch.open(desk, control, id != null)) {
      kafka.request();
      KillSwitch.Answer answer = kafka.await(Duration.ofSeconds(wait));
      return new Requested(control, key, answer, known.orElse(List.of()));
    }
  }

  private void check(CommandSpec used) {
    String text = reason == null ? "" : reason.strip();
    if (text.length() < SHORTEST_REASON || text.length() > LONGEST_REASON) {
      throw new ParameterException(
          used.commandLine(), "--reason: was '" + text + "', expected 3 to 500 characters");
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

  final boolean json() {
    return json;
  }

  /** {@code in force since 2024-01-08T17:00:00Z (event time)}, or that it is not yet. */
  final String inWords(Requested requested) {
    Instant inForce = requested.answer().inForce();
    return inForce == null
        ? "requested, and not in force within " + wait + " s"
        : "in force since " + inForce + " (event time)";
  }

  /** How to ask again where nobody has answered. */
  static void sayWhatNext(Requested requested) {
    if (requested.answer().inForce() == null) {
      Terminal.say(
          "it acts when the feed's clock and the trading job go on; ask again with --id "
              + requested.key());
    }
  }
}
