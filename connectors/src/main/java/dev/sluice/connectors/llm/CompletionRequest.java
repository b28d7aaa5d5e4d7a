package dev.sluice.connectors.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.domain.analysis.AnalystQuestion;
import dev.sluice.domain.analysis.AnswerSchema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A question as a chat-completions request: text, images as data URLs, the answer's schema. */
final class CompletionRequest {
  private static final ResponseFormatJsonSchema FORMAT = format();

  private CompletionRequest() {}

  static ChatCompletionCreateParams of(AnalystQuestion question, String model) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(model)
            .addSystemMessage(question.prompt().system())
            .responseFormat(FORMAT);
    List<ChatCompletionContentPart> parts = new ArrayList<>();
    parts.add(
        ChatCompletionContentPart.ofText(
            ChatCompletionContentPartText.builder().text(question.prompt().user()).build()));
    image(parts, question.dailyImage());
    image(parts, question.weeklyImage());
    return params.addUserMessageOfArrayOfContentParts(parts).build();
  }

  private static void image(List<ChatCompletionContentPart> parts, byte[] png) {
    if (png == null) {
      return;
    }
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    parts.add(
        ChatCompletionContentPart.ofImageUrl(
            ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url(url).build())
                .build()));
  }

  private static ResponseFormatJsonSchema format() {
    ResponseFormatJsonSchema.JsonSchema.Schema.Builder schema =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder();
    try {
      Map<String, Object> fields =
          new ObjectMapper().readValue(AnswerSchema.text(), new TypeReference<>() {});
      fields.forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer's schema is not JSON", e);
    }
    return ResponseFormatJsonSchema.builder()
        .jsonSchema(
            ResponseFormatJsonSchema.JsonSchema.builder()
                .name(AnswerSchema.NAME)
                .strict(true)
                .schema(schema.build())
                .build())
        .build();
  }
}
