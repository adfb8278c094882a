package io.selfcure.datasets.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a face expresses.
 *
 * @param first the dominating expression, which is the label
 * @param second the expression mixed in; the same as {@code first} for a clear face
 * @param share how much of the mixture is {@code first}, above 0.5
 */
record Mood(Expression first, Expression second, double share) {

  /** Annotators that an image pretends to have had. */
  static final int VOTES = 10;

  private static final double WEAKEST = 0.7;

  /** Below this share the votes would tie and no class have the majority. */
  private static final double LEAST_SHARE = 0.55;

  private static final double MOST_SHARE = 0.75;

  static Mood random(Expression first, double blends, RandomGenerator random) {
    if (random.nextDouble() >= blends) {
      return new Mood(first, first, 1);
    }
    Expression[] all = Expression.values();
    Expression second = all[(first.label() + 1 + random.nextInt(all.length - 1)) % all.length];
    return new Mood(first, second, random.nextDouble(LEAST_SHARE, MOST_SHARE));
  }

  /** The movements that show this mood, with an intensity of the day. */
  ActionUnits units(RandomGenerator random) {
    ActionUnits one = scaled(first, random);
    ActionUnits mixed = first == second ? one : one.blend(scaled(second, random), share);
    return mixed.jittered(random, 0.04);
  }

  private static ActionUnits scaled(Expression expression, RandomGenerator random) {
    return expression.variant(random).blend(ActionUnits.RELAXED, random.nextDouble(WEAKEST, 1.0));
  }

  /** Ten votes in class order, split as the mixture is. */
  List<Integer> votes() {
    int forFirst = first == second ? VOTES : (int) Math.round(VOTES * share);
    List<Integer> votes = new ArrayList<>(Collections.nCopies(Expression.values().length, 0));
    votes.set(first.label(), forFirst);
    if (first != second) {
      votes.set(second.label(), VOTES - forFirst);
    }
    return votes;
  }

  /**
   * Ten votes as even as seven classes allow: one for each, the remaining three to the label and
   * its neighbours in a random rotation.
   */
  static List<Integer> guesses(Expression label, RandomGenerator random) {
    int classes = Expression.values().length;
    List<Integer> votes = new ArrayList<>(Collections.nCopies(classes, 1));
    int step = 1 + random.nextInt(classes - 1);
    for (int i = 0; i < VOTES - classes; i++) {
      // The class count is prime, so every step visits different classes.
      int index = (label.label() + i * step) % classes;
      votes.set(index, votes.get(index) + 1);
    }
    return votes;
  }
}
