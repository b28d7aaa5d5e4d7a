package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final String[] NONE = {};
  private static final Map<String, String> WITH_KEY = Map.of("OPENAI_API_KEY", "hidden");

  @Test
  void isKnownWhereTheJobWasMade() throws Exception {
    Secret secret = copy(keyOf(WITH_KEY));
    assertThat(secret.reveal(Map.of())).isEqualTo("hidden");
    assertThat(secret.reveal(Map.of("SLUICE_ANALYST_API_KEY", "another"))).isEqualTo("hidden");
  }

  @Test
  void twoConfigurationsOfAProcessKeepApart() {
    Secret one = keyOf(WITH_KEY);
    Secret other = keyOf(Map.of("OPENAI_API_KEY", "different"));
    assertThat(one.reveal(Map.of())).isEqualTo("hidden");
    assertThat(other.reveal(Map.of())).isEqualTo("different");
  }

  @Test
  void comesFromTheEnvironmentElsewhere() throws Exception {
    byte[] travelled = InstantiationUtil.serializeObject(keyOf(WITH_KEY));
    try (URLClassLoader elsewhere = elsewhere()) {
      assertThat(revealed(travelled, elsewhere, Map.of("SLUICE_ANALYST_API_KEY", "theirs")))
          .isEqualTo("theirs");
      assertThat(revealed(travelled, elsewhere, Map.of("OPENAI_API_KEY", "alias")))
          .isEqualTo("alias");
      assertThatThrownBy(() -> revealed(travelled, elsewhere, Map.of()))
          .rootCause()
          .hasMessageContaining("sluice.analyst.api-key")
          .hasMessageContaining("SLUICE_ANALYST_API_KEY")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void whatIsSetNowhereIsItsDefault() throws Exception {
    byte[] travelled = InstantiationUtil.serializeObject(keyOf(Map.of()));
    try (URLClassLoader elsewhere = elsewhere()) {
      assertThat(revealed(travelled, elsewhere, Map.of())).isNull();
    }
    Secret password = Secret.of(SluiceConfig.from(NONE, Map.of()), SluiceOptions.POSTGRES_PASSWORD);
    assertThat(password.reveal(Map.of())).isEmpty();
  }

  @Test
  void isNeverShownAndIsASecretOnly() {
    assertThat(keyOf(WITH_KEY)).hasToString("sluice.analyst.api-key=***");
    SluiceConfig config = SluiceConfig.from(NONE, Map.of());
    assertThatThrownBy(() -> Secret.of(config, SluiceOptions.STRATEGY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice.strategy.name");
  }

  private static Secret keyOf(Map<String, String> environment) {
    return Secret.of(SluiceConfig.from(NONE, environment), SluiceOptions.ANALYST_API_KEY);
  }

  private static Secret copy(Secret secret) throws Exception {
    return InstantiationUtil.clone(secret);
  }

  /** The same classes once more, as a TaskManager has them: they share nothing with these. */
  private static URLClassLoader elsewhere() throws Exception {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < entries.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static Object revealed(byte[] bytes, ClassLoader loader, Map<String, String> environment)
      throws Exception {
    Object secret = InstantiationUtil.deserializeObject(bytes, loader);
    Method reveal = secret.getClass().getDeclaredMethod("reveal", Map.class);
    reveal.setAccessible(true);
    return reveal.invoke(secret, environment);
  }
}
