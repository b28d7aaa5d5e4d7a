package dev.sluice.domain.analysis;

/**
 * What is put to an analyst.
 *
 * @param symbol ticker, for messages
 * @param prompt the text
 * @param dailyImage PNG of the daily chart; null where none was drawn
 * @param weeklyImage PNG of the weekly chart; null where none was drawn
 */
@SuppressWarnings("ArrayRecordComponent") // an image is bytes; no one compares questions
public record AnalystQuestion(
    String symbol, AnalystPrompt prompt, byte[] dailyImage, byte[] weeklyImage) {

  /** The question that a request puts. */
  public static AnalystQuestion of(AnalysisRequest request) {
    return new AnalystQuestion(
        request.symbol(), AnalystPrompt.of(request), request.dailyImage(), request.weeklyImage());
  }
}
