package io.selfcure.core.noise;

import java.util.Locale;

/** What a kind of noise may be told. */
public enum NoiseParameter {
  /** Which class becomes which. */
  PAIRS("pairs of classes", "give them with {pairs=A=B}"),
  /** The labels, which somebody published. */
  LIST("a list", "give it with {list=FILE}"),
  /** A share of the labels. */
  RATE("the share of wrong labels", "give {rate}, such as {rate=0.2}"),
  /** What chance follows. */
  SEED("a seed", "give it with {seed=1}");

  private final String meaning;
  private final String remedy;

  NoiseParameter(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The name that users write. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  String remedy() {
    return remedy;
  }
}
