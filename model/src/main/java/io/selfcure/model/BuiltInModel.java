package io.selfcure.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The model that comes with the program: eight expressions of a face, trained on FERPlus's training
 * pictures. What it takes and gives, how right it is and how it was made stands in its own metadata
 * (docs/formats/model.md) and in docs/model-card.md.
 */
public final class BuiltInModel {

  /** Its name. */
  public static final String NAME = "selfcure-expressions-1";

  private static final String FILE = "expressions.onnx";

  private BuiltInModel() {}

  /** The ONNX file's bytes, a copy. */
  public static byte[] bytes() {
    try (InputStream in = BuiltInModel.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar of the module model");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
