package io.selfcure.curation.review;

import io.selfcure.core.data.LabelSet;
import io.selfcure.core.data.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reviewer decided about one label. */
public sealed interface Decision {

  /** The word for it in files. */
  String action();

  /** The label, or labels with shares, as files have it; empty where there is none. */
  String argument(LabelSet classes);

  /** The sample as it is after the decision, null where it is left out. */
  @Nullable Sample applyTo(Sample sample);

  /**
   * The audit's suggestion is right.
   *
   * @param label what was suggested, a class index
   */
  record Accept(int label) implements Decision {
    @Override
    public @Nullable Sample applyTo(Sample s) {
      return s.changedTo(label, s.trueLabel());
    }

    @Override
    public String action() {
      return "accept";
    }

    @Override
    public String argument(LabelSet classes) {
      return classes.name(label);
    }
  }

  /** The given label stays. */
  record Reject() implements Decision {
    @Override
    public @Nullable Sample applyTo(Sample s) {
      return s;
    }

    @Override
    public String action() {
      return "reject";
    }

    @Override
    public String argument(LabelSet classes) {
      return "";
    }
  }

  /**
   * Another label than the suggested one.
   *
   * @param label the right one, a class index
   */
  record Relabel(int label) implements Decision {
    @Override
    public @Nullable Sample applyTo(Sample s) {
      return s.changedTo(label, s.trueLabel());
    }

    @Override
    public String action() {
      return "label";
    }

    @Override
    public String argument(LabelSet classes) {
      return classes.name(label);
    }
  }

  /**
   * People would disagree: a soft label.
   *
   * @param shares parts of a hundred by class; they sum to 100
   */
  record Ambiguous(List<Integer> shares) implements Decision {
    /** Copies the shares. */
    public Ambiguous {
      shares = List.copyOf(shares);
    }

    @Override
    public @Nullable Sample applyTo(Sample s) {
      // of equal shares the given label keeps its place
      int best = s.label();
      for (int c = 0; c < shares.size(); c++) {
        best = shares.get(c) > shares.get(best) ? c : best;
      }
      return s.relabelled(best, s.trueLabel()).withVotes(shares);
    }

    @Override
    public String action() {
      return "ambiguous";
    }

    @Override
    public String argument(LabelSet classes) {
      List<String> parts = new ArrayList<>();
      for (int c = 0; c < shares.size(); c++) {
        if (shares.get(c) > 0) {
          parts.add(classes.name(c) + ":" + shares.get(c));
        }
      }
      return String.join(" ", parts);
    }
  }

  /** The picture is of no use: the sample is left out. */
  record Drop() implements Decision {
    @Override
    public @Nullable Sample applyTo(Sample s) {
      return null;
    }

    @Override
    public String action() {
      return "drop";
    }

    @Override
    public String argument(LabelSet classes) {
      return "";
    }
  }
}
