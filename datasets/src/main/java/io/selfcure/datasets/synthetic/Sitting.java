package io.selfcure.datasets.synthetic;

import io.selfcure.core.data.Sample;
import io.selfcure.core.data.Shuffle;
import io.selfcure.core.data.Split;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One picture to be taken: which person shows what. Everything about it follows from the seed, the
 * split and its number within the split, never from how many pictures there are or who draws them.
 *
 * @param number its number within the split
 */
record Sitting(SyntheticOptions options, Split split, int number) {

  private static final int CLASSES = Expression.values().length;

  /** Java's own smoothing does the rest. */
  private static final int OVERSAMPLING = 2;

  private static final long PERSON = 1;
  private static final long ORDER = 2;
  private static final long PICTURE = 3;

  /** A drawn picture with its row, handed over once and never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Portrait(Sample sample, byte[] pixels) {}

  /** Every person shows each expression once; even numbers train, odd ones validate. */
  int person() {
    return 2 * (number / CLASSES) + (split == Split.TRAIN ? 0 : 1);
  }

  /** The person's expressions in an order of its own, so that the classes are balanced. */
  Expression expression() {
    List<Expression> order = Arrays.asList(Expression.values());
    Shuffle.list(order, random(ORDER, person()));
    return order.get(number % CLASSES);
  }

  /**
   * Draws the picture.
   *
   * @param position the sample's position in the whole data set, which names it
   */
  Portrait draw(int position) {
    SplittableRandom random = random(PICTURE, (long) number << 1 | (split == Split.TRAIN ? 0 : 1));
    Identity who = Identity.random(random(PERSON, person()));
    Mood mood = Mood.random(expression(), options.blends(), random);
    Scene scene = Scene.random(random);
    int size = options.size();
    BufferedImage drawing = FacePainter.paint(who, mood.units(random), scene, size * OVERSAMPLING);
    float[] values = Darkroom.reduce(drawing, size);
    List<Integer> votes = mood.votes();
    if (split == Split.TRAIN && random.nextDouble() < options.unreadable()) {
      values = Ruin.random(random).apply(values, size, random);
      votes = Mood.guesses(mood.first(), random);
    }
    int label = mood.first().label();
    Sample sample =
        new Sample(
            String.format(Locale.ROOT, "face-%06d", position),
            "",
            split,
            label,
            label,
            votes,
            String.format(Locale.ROOT, "p%04d", person()),
            -1,
            null);
    return new Portrait(sample, Darkroom.develop(values, size, scene));
  }

  private SplittableRandom random(long purpose, long index) {
    return new SplittableRandom(mix(mix(mix(options.seed()) + purpose) + index));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): neighbours become unrelated. */
  private static long mix(long z) {
    long a = (z + 0x9e3779b97f4a7c15L);
    a = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
    a = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return a ^ (a >>> 31);
  }
}
