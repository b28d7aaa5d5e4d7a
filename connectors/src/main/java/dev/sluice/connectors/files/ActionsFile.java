package dev.sluice.connectors.files;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.market.TickValidator;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of corporate actions: CSV with the columns {@value #HEADER}, in this order. Dates are ISO;
 * a split factor of 1 is no split, a dividend of 0 none.
 */
public final class ActionsFile {
  /** The first line. */
  public static final String HEADER = "symbol,ex_date,split_factor,dividend";

  private static final List<String> COLUMNS = List.of(HEADER.split(","));

  private ActionsFile() {}

  /**
   * Reads and checks a whole file.
   *
   * @param source names who says what the file says
   * @return in the order of the file
   * @throws MarketFileException where anything of it cannot be used, with line, column and value;
   *     nothing of it is then to be used
   */
  public static List<CorporateAction> read(Path file, String source) throws MarketFileException {
    List<String> lines = lines(file);
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new MarketFileException(
          file, 1, "", lines.isEmpty() ? "" : lines.get(0), "the columns " + HEADER, null);
    }
    List<CorporateAction> actions = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      CorporateAction action = action(file, i + 1, lines.get(i), source);
      Integer before = seen.put(action.symbol() + " " + action.exDate(), i + 1);
      if (before != null) {
        throw new MarketFileException(
            file,
            i + 1,
            "ex_date",
            action.exDate().toString(),
            "one line for " + action.symbol() + " and this date; line " + before + " is one",
            null);
      }
      actions.add(action);
    }
    return actions;
  }

  private static List<String> lines(Path file) throws MarketFileException {
    if (!Files.isRegularFile(file)) {
      throw new MarketFileException(file, 0, "", "", "a file that exists", null);
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      // Spreadsheets put it at the beginning of what they save as CSV in UTF-8.
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw new MarketFileException(file, 0, "", "", "text in UTF-8", e);
    } catch (IOException e) {
      throw new MarketFileException(file, 0, "", "", "a file that can be read: " + e, e);
    }
  }

  private static CorporateAction action(Path file, int line, String text, String source)
      throws MarketFileException {
    String[] cells = text.split(",", -1);
    if (cells.length != COLUMNS.size()) {
      throw new MarketFileException(
          file, line, "", text, "the " + COLUMNS.size() + " cells " + HEADER, null);
    }
    LocalDate date;
    try {
      date = LocalDate.parse(cells[1].strip());
    } catch (DateTimeException e) {
      throw new MarketFileException(
          file, line, COLUMNS.get(1), cells[1], "a date as 2024-06-10", e);
    }
    CorporateAction action =
        new CorporateAction(cells[0].strip(), date, number(cells[2]), number(cells[3]), source);
    Optional<Rejection> problem = new TickValidator(Set.of(action.symbol())).check(action);
    if (problem.isPresent()) {
      String column = problem.get().field();
      String cell = cells[COLUMNS.indexOf(column)];
      throw new MarketFileException(file, line, column, cell, problem.get().expected(), null);
    }
    return action;
  }

  /** NaN where it is none, which the check of the action finds. */
  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
