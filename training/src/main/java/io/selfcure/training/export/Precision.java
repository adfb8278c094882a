package io.selfcure.training.export;

import java.util.Locale;

/** How the weights of an exported network are stored, and with what is computed. */
public enum Precision {
  /** As trained: 32-bit floating point. */
  FP32,
  /** Stored in 16 bits, half the size; computed in 32 bits. */
  FP16,
  /**
   * Weights and activations in 8 bits, a quarter of the size; quick where the processor has VNNI.
   */
  INT8;

  /** Its name in lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
