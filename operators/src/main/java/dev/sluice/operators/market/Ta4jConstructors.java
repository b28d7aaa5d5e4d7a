package dev.sluice.operators.market;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.Num;

/**
 * Ta4j's indicators by simple name. Usable are those with a constructor of a bar series, or of an
 * indicator (for which the close price is taken), and of numbers behind it.
 */
final class Ta4jConstructors {
  private static final String HOME = "org.ta4j.core.indicators.";
  private static final List<String> PACKAGES =
      List.of(
          "",
          "adx.",
          "aroon.",
          "bollinger.",
          "candles.",
          "donchian.",
          "helpers.",
          "ichimoku.",
          "keltner.",
          "numeric.",
          "pivotpoints.",
          "statistics.",
          "supertrend.",
          "trend.",
          "volume.");

  private Ta4jConstructors() {}

  /**
   * The constructor that takes these numbers: of a series before of an indicator, of whole numbers
   * before of others.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Constructor<?> find(String type, List<Double> params) {
    Class<?> indicator = type(type);
    return Arrays.stream(indicator.getConstructors())
        .filter(constructor -> takes(constructor.getParameterTypes(), params))
        .min(Comparator.comparing(Ta4jConstructors::rank).thenComparing(Constructor::toString))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "params: %s has no constructor for %s, expected one of %s"
                        .formatted(type, params, constructors(indicator))));
  }

  private static Class<?> type(String name) {
    for (String where : PACKAGES) {
      try {
        Class<?> type =
            Class.forName(HOME + where + name, false, Ta4jConstructors.class.getClassLoader());
        if (Indicator.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          return type;
        }
      } catch (ClassNotFoundException | NoClassDefFoundError e) {
        // In another package; on file systems that take a for A the latter error says so.
        continue;
      }
    }
    throw new IllegalArgumentException(
        "ta4j: Ta4j has no indicator '%s', expected one of %s".formatted(name, alike(name)));
  }

  private static boolean takes(Class<?>[] types, List<Double> params) {
    if (types.length != params.size() + 1
        || !(types[0] == BarSeries.class || types[0].isAssignableFrom(ClosePriceIndicator.class))) {
      return false;
    }
    for (int i = 0; i < params.size(); i++) {
      if (!takes(types[i + 1], params.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean takes(Class<?> type, double param) {
    boolean whole = type == int.class || type == Integer.class;
    return whole ? param == Math.rint(param) : isDecimal(type) || type == Num.class;
  }

  private static boolean isDecimal(Class<?> type) {
    return type == double.class || type == Double.class || type == Number.class;
  }

  private static int rank(Constructor<?> constructor) {
    Class<?>[] types = constructor.getParameterTypes();
    int others = 0;
    for (int i = 1; i < types.length; i++) {
      others += types[i] == int.class || types[i] == Integer.class ? 0 : 1;
    }
    return (types[0] == BarSeries.class ? 0 : 100) + others;
  }

  /**
   * Makes the indicator.
   *
   * @throws IllegalArgumentException where the indicator refuses the numbers
   */
  static Indicator<?> create(Constructor<?> constructor, BarSeries series, List<Double> params) {
    Class<?>[] types = constructor.getParameterTypes();
    Object[] arguments = new Object[types.length];
    arguments[0] = types[0] == BarSeries.class ? series : new ClosePriceIndicator(series);
    for (int i = 1; i < types.length; i++) {
      double param = params.get(i - 1);
      if (types[i] == Num.class) {
        arguments[i] = series.numOf(param);
      } else if (isDecimal(types[i])) {
        arguments[i] = param;
      } else {
        arguments[i] = (int) param;
      }
    }
    try {
      return (Indicator<?>) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "params: %s refuses %s: %s".formatted(constructor, params, e.getCause().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot call " + constructor, e);
    }
  }

  private static String constructors(Class<?> indicator) {
    return Arrays.stream(indicator.getConstructors())
        .map(
            constructor ->
                Arrays.stream(constructor.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", "(", ")")))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** Names that begin with the same letter; all where there is none. */
  private static Set<String> alike(String name) {
    Set<String> all = names();
    Set<String> alike = new TreeSet<>(all);
    alike.removeIf(n -> name.isEmpty() || !n.regionMatches(true, 0, name, 0, 1));
    return alike.isEmpty() ? all : alike;
  }

  private static Set<String> names() {
    String path = Indicator.class.getName().replace('.', '/') + ".class";
    URL jar = Indicator.class.getClassLoader().getResource(path);
    try {
      if (jar == null || !(jar.openConnection() instanceof JarURLConnection connection)) {
        return Set.of();
      }
      return connection.getJarFile().stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(entry -> entry.startsWith(HOME) && entry.endsWith("Indicator.class"))
          .map(entry -> entry.substring(0, entry.length() - ".class".length()))
          .map(entry -> entry.substring(entry.lastIndexOf('.') + 1))
          .filter(entry -> !entry.startsWith("Abstract") && !entry.equals("CachedIndicator"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the indicators of " + jar, e);
    }
  }
}
