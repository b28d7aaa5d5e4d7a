package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Answered;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystPrompt;

/**
 * A request on its way through the stage, and what came of it.
 *
 * @param request what is asked
 * @param prompt the text that was sent; null until the analyst was asked
 * @param answered the answer; null until then, and where it failed
 * @param failed the failure; null until then, and where it was answered
 */
public record AnalysisCase(
    AnalysisRequest request, AnalystPrompt prompt, Answered answered, Failed failed) {

  /** A case that nobody has looked at yet. */
  static AnalysisCase of(AnalysisRequest request) {
    return new AnalysisCase(request, null, null, null);
  }

  /** The same case with its charts. */
  AnalysisCase with(AnalysisRequest drawn) {
    return new AnalysisCase(drawn, prompt, answered, failed);
  }

  /** The same case with what came of it, and without the images. */
  AnalysisCase answeredBy(AnalystPrompt sent, AnalystAnswer answer) {
    return new AnalysisCase(
        request.withoutImages(),
        sent,
        answer instanceof Answered a ? a : null,
        answer instanceof Failed f ? f : null);
  }

  /** What came of it; null until the analyst was asked. */
  AnalystAnswer answer() {
    return answered != null ? answered : failed;
  }
}
