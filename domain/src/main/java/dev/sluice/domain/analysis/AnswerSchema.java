package dev.sluice.domain.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON schema (draft 2020-12) that an analyst's answer follows. */
public final class AnswerSchema {
  /** Name of the schema where a protocol wants one. */
  public static final String NAME = "chart_analysis";

  private static final String RESOURCE = "analysis-answer.schema.json";

  private AnswerSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream in = AnswerSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + RESOURCE, e);
    }
  }
}
