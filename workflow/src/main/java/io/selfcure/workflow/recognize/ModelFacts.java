package io.selfcure.workflow.recognize;

import io.selfcure.core.data.LabelSet;
import io.selfcure.recognition.LabelStyle;
import io.selfcure.recognition.Recognizer;

/**
 * What every document of answers says of the model.
 *
 * @param name of the model, for people
 * @param sha256 of its file, lower-case hex
 * @param labels the classes of the answers, in the order of the probabilities
 */
public record ModelFacts(String name, String sha256, LabelSet labels) {

  /** Of an open model whose answers are told in a style. */
  public static ModelFacts of(Recognizer recognizer, LabelStyle style) {
    return new ModelFacts(
        recognizer.description().name(),
        recognizer.sha256(),
        style.labels(recognizer.description().labels()));
  }
}
