package dev.sluice.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.ListingCategory;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.risk.BucketLimits;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.sizing.SizingModel;
import dev.sluice.domain.sizing.SizingModels;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.BucketConfig;
import dev.sluice.domain.trading.PatternSettings;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The text of an accounts file, JSON; docs/accounts.md has its fields. What an account does not say
 * is as for the accounts of {@code sluice.accounts}.
 */
public final class AccountsFile {
  private static final ObjectMapper MAPPER = JsonCodec.newMapper();
  private static final Pattern PATH = Pattern.compile(".*\\.(json|yaml|yml)|.*/.*");
  private static final List<String> FIELDS =
      List.of(
          "name",
          "strategies",
          "symbols",
          "capital",
          "sizing",
          "limits",
          "buckets",
          "patterns",
          "venue");
  private static final List<String> BUCKET_FIELDS =
      List.of(
          "name",
          "share",
          "max_position_share",
          "max_daily_loss",
          "symbols",
          "categories",
          "strategies");

  private final AccountConfig standard;
  private final Supplier<Universe> universe;

  private AccountsFile(AccountConfig standard, Supplier<Universe> universe) {
    this.standard = standard;
    this.universe = universe;
  }

  /** The accounts of a configuration, see {@link SluiceConfig#accounts}. */
  static List<AccountConfig> configured(SluiceConfig config) {
    List<String> names = config.get(SluiceOptions.ACCOUNTS);
    List<String> strategies = new ArrayList<>(List.of(config.get(SluiceOptions.STRATEGY)));
    config.strategies().forEach(strategy -> strategies.add(strategy.name()));
    BigDecimal cash = new BigDecimal(config.get(SluiceOptions.INITIAL_CASH));
    PatternSettings patterns = PatternsConfig.named(config.get(SluiceOptions.PATTERNS));
    if (names.stream().noneMatch(name -> PATH.matcher(name).matches())) {
      return names.stream()
          .map(name -> AccountConfig.paper(name, strategies, cash).with(patterns))
          .toList();
    }
    if (names.size() > 1 || !names.get(0).endsWith(".json")) {
      throw new ConfigException(
          SluiceOptions.ACCOUNTS.key()
              + ": was '"
              + String.join(",", names)
              + "', expected names of accounts or the path of one file that ends with .json");
    }
    String path = names.get(0);
    try {
      AccountConfig standard = AccountConfig.paper("standard", strategies, cash).with(patterns);
      return parse(Files.readString(Path.of(path)), standard, config::universe);
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          SluiceOptions.ACCOUNTS.key()
              + ": cannot read '"
              + path
              + "', expected an accounts file in UTF-8: "
              + e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          SluiceOptions.ACCOUNTS.key() + ": '" + path + "': " + e.getMessage());
    }
  }

  /**
   * Reads all of a file.
   *
   * @param standard what holds for an account that does not say otherwise; its name is not used
   * @param universe asked for only where a bucket names categories
   * @throws IllegalArgumentException naming the account, the field, its value and what was expected
   */
  static List<AccountConfig> parse(
      String text, AccountConfig standard, Supplier<Universe> universe) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()));
    }
    JsonNode accounts = root.path("accounts");
    if (!accounts.isArray() || accounts.isEmpty()) {
      throw refused("accounts", accounts, "an array of one account or more");
    }
    only(root, List.of("accounts"));
    AccountsFile file = new AccountsFile(standard, universe);
    Set<String> names = new TreeSet<>();
    List<AccountConfig> configs = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      AccountConfig config = at("accounts[" + i + "]", accounts.get(i), file::account);
      if (!names.add(config.name())) {
        throw new IllegalArgumentException(
            "accounts[%d].name: was '%s', expected one that no account before it has"
                .formatted(i, config.name()));
      }
      configs.add(config);
    }
    return configs;
  }

  private AccountConfig account(JsonNode node) {
    only(node, FIELDS);
    String name = text(node.path("name"));
    if (name == null) {
      throw refused("name", node.path("name"), "the account's name");
    }
    return new AccountConfig(
        name,
        node.has("strategies") ? names(node, "strategies") : standard.strategies(),
        names(node, "symbols"),
        node.has("capital") ? decimal(node, "capital") : standard.initialCash(),
        sizing(node.path("sizing")),
        limits(standard.limits(), node.path("limits")),
        standard.costs(),
        buckets(node.path("buckets")),
        PatternsConfig.read(standard.patterns(), node.path("patterns")),
        venue(node.path("venue")));
  }

  private String venue(JsonNode node) {
    if (node.isMissingNode()) {
      return standard.venue();
    }
    if (!node.isTextual() || node.asText().isBlank()) {
      throw refused("venue", node, AccountConfig.PAPER + " or the name of a venue");
    }
    return node.asText();
  }

  private SizingModel sizing(JsonNode node) {
    if (node.isMissingNode()) {
      return standard.sizing();
    }
    if (!node.isTextual()) {
      throw refused("sizing", node, "text, for example \"percent:10\"");
    }
    return SizingModels.parse(node.asText());
  }

  /**
   * The default limits but for those that an object names.
   *
   * @throws IllegalArgumentException naming the limit, its value and what was expected
   */
  public static RiskLimits limits(JsonNode node) {
    return limits(RiskLimits.DEFAULT, node);
  }

  private static RiskLimits limits(RiskLimits others, JsonNode node) {
    RiskLimits limits = others;
    if (!node.isMissingNode() && !node.isObject()) {
      throw refused("limits", node, "an object of limits");
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      RiskLimit limit = RiskLimit.of(field.getKey());
      JsonNode value = field.getValue();
      String text = value.isArray() ? String.join(",", names(node, field.getKey())) : text(value);
      if (text == null) {
        throw refused(field.getKey(), value, limit.expected());
      }
      limits = limits.with(limit, text);
    }
    return limits;
  }

  private List<BucketConfig> buckets(JsonNode node) {
    if (!node.isMissingNode() && !node.isArray()) {
      throw refused("buckets", node, "an array of buckets");
    }
    List<BucketConfig> buckets = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      buckets.add(at("buckets[" + i + "]", node.get(i), this::bucket));
    }
    return buckets;
  }

  private BucketConfig bucket(JsonNode node) {
    only(node, BUCKET_FIELDS);
    Set<String> symbols = new TreeSet<>(names(node, "symbols"));
    Set<String> categories = names(node, "categories");
    if (!categories.isEmpty()) {
      symbols.addAll(ofCategories(categories));
    }
    return new BucketConfig(
        text(node.path("name")),
        new BucketLimits(
            decimal(node, "share"),
            node.has("max_position_share") ? decimal(node, "max_position_share") : BigDecimal.ONE,
            node.has("max_daily_loss") ? decimal(node, "max_daily_loss") : BigDecimal.ONE),
        symbols,
        names(node, "strategies"));
  }

  /** A bucket of a category that nobody is in would take every symbol, so it is refused. */
  private Set<String> ofCategories(Set<String> names) {
    List<String> known = Arrays.stream(ListingCategory.values()).map(Enum::name).toList();
    Universe all = universe.get();
    Set<String> symbols = new TreeSet<>();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "categories: was '" + name + "', expected some of " + String.join(", ", known));
      }
      List<String> found =
          all.listings().stream()
              .filter(listing -> listing.category().name().equals(name))
              .map(Listing::symbol)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "categories: was '"
                + name
                + "', expected a category that symbols of the universe file have"
                + " (sluice.universe)");
      }
      symbols.addAll(found);
    }
    return symbols;
  }

  /** Reads a part of the file and says where it is when something is wrong with it. */
  private static <T> T at(String place, JsonNode node, Function<JsonNode, T> read) {
    if (!node.isObject()) {
      throw refused(place, node, "an object");
    }
    try {
      return read.apply(node);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + "." + e.getMessage(), e);
    }
  }

  private static void only(JsonNode node, List<String> known) {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw new IllegalArgumentException(
                    field + ": is not known, expected some of " + String.join(", ", known));
              }
            });
  }

  private static Set<String> names(JsonNode node, String field) {
    JsonNode list = node.path(field);
    Set<String> names = new TreeSet<>();
    if (!list.isMissingNode() && !list.isArray()) {
      throw refused(field, list, "an array of names");
    }
    for (JsonNode name : list) {
      if (!name.isTextual() || name.asText().isBlank()) {
        throw refused(field, name, "names as text");
      }
      names.add(name.asText().strip());
    }
    return names;
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    String text = text(node.path(field));
    try {
      return new BigDecimal(text == null ? "" : text);
    } catch (NumberFormatException e) {
      throw refused(field, node.path(field), "a decimal");
    }
  }

  /** Numbers, booleans and texts as text; null for anything else. */
  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  private static IllegalArgumentException refused(String field, JsonNode value, String expected) {
    String was = value.isTextual() ? value.asText() : value.toString();
    return new IllegalArgumentException(
        "%s: was '%s', expected %s".formatted(field, was, expected));
  }
}
