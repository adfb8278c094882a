package io.selfcure.datasets.synthetic;

import java.awt.Color;
import java.util.random.RandomGenerator;

/**
 * What stays the same on all pictures of one person. Lengths are factors of an average face unless
 * said otherwise.
 */
record Identity(Shape shape, Eyes eyes, Brows brows, Mouth mouth, Hair hair, Person person) {

  /**
   * The bones.
   *
   * @param jaw 0 (pointed) to 1 (square)
   */
  record Shape(double width, double length, double jaw, double noseWidth, double noseLength) {}

  /**
   * @param tilt how much higher the outer corner is than the inner one, in face units
   */
  record Eyes(double size, double spacing, double tilt, Color iris) {}

  /**
   * @param height offset in face units, positive is lower
   * @param arch offset of the middle in face units
   */
  record Brows(double thickness, double height, double arch, Color color) {}

  /**
   * @param rest how much the corners point up at rest, in face units
   */
  record Mouth(double width, double fullness, double rest, Color lips) {}

  /**
   * @param volume how far it stands off the skull, in face units
   * @param hairline offset in face units, positive is lower
   * @param part where it is parted, -1 to 1
   */
  record Hair(HairStyle style, Color color, double volume, double hairline, double part) {}

  /**
   * @param age 0 (young) to 1 (old)
   */
  record Person(
      Color skin, double age, Beard beard, boolean glasses, Color frame, boolean lashes) {}

  enum HairStyle {
    BALD,
    CROPPED,
    SHORT,
    SIDE,
    CURLY,
    BOB,
    LONG,
    TIED
  }

  enum Beard {
    NONE,
    STUBBLE,
    MOUSTACHE,
    GOATEE,
    FULL
  }

  static Identity random(RandomGenerator random) {
    boolean masculine = random.nextBoolean();
    double age = random.nextDouble();
    Color skin = Tones.skin(random);
    Color hair = Tones.hair(random, skin, age);
    Color lips =
        Tones.mix(
            Tones.mix(skin, new Color(0xa83e43), masculine ? 0.35 : 0.5),
            new Color(0xb01c34),
            masculine ? 0 : 0.5 * Math.max(0, random.nextDouble() - 0.4));
    Hair hairdo = hair(random, masculine, hair);
    return new Identity(
        shape(random, masculine),
        new Eyes(
            random.nextDouble(0.9, 1.14),
            random.nextDouble(0.93, 1.08),
            random.nextDouble(-0.012, 0.03),
            Tones.iris(random, skin)),
        new Brows(
            random.nextDouble(0.75, 1.2) * (masculine ? 1.2 : 0.9),
            random.nextDouble(-0.02, 0.025),
            random.nextDouble(-0.02, 0.01),
            Tones.mix(Tones.times(hair, 0.55), Tones.times(Tones.shade(skin), 0.35), 0.35)),
        new Mouth(
            random.nextDouble(0.9, 1.12),
            random.nextDouble(0.75, 1.25) * (masculine ? 0.9 : 1.12),
            random.nextDouble(-0.008, 0.008),
            lips),
        hairdo,
        new Person(
            skin,
            age,
            masculine ? beard(random, hairdo.style()) : Beard.NONE,
            random.nextDouble() < 0.15,
            Tones.any(random, 0.1, 0.5),
            !masculine));
  }

  private static Shape shape(RandomGenerator random, boolean masculine) {
    return new Shape(
        random.nextDouble(0.9, 1.1),
        random.nextDouble(0.94, 1.07),
        Math.min(1, random.nextDouble(0, 0.75) + (masculine ? 0.25 : 0)),
        random.nextDouble(0.82, 1.25),
        random.nextDouble(0.9, 1.12));
  }

  private static Hair hair(RandomGenerator random, boolean masculine, Color color) {
    HairStyle[] styles =
        masculine
            ? new HairStyle[] {
              HairStyle.SHORT,
              HairStyle.SIDE,
              HairStyle.CROPPED,
              HairStyle.SHORT,
              HairStyle.SIDE,
              HairStyle.BALD,
              HairStyle.CURLY,
              HairStyle.LONG
            }
            : new HairStyle[] {
              HairStyle.LONG,
              HairStyle.BOB,
              HairStyle.TIED,
              HairStyle.LONG,
              HairStyle.CURLY,
              HairStyle.BOB,
              HairStyle.SIDE,
              HairStyle.TIED
            };
    return new Hair(
        styles[random.nextInt(styles.length)],
        color,
        random.nextDouble(0.07, 0.16),
        random.nextDouble(-0.06, 0.1),
        random.nextDouble(-0.6, 0.6));
  }

  private static Beard beard(RandomGenerator random, HairStyle style) {
    double draw = random.nextDouble();
    if (draw < 0.6) {
      return Beard.NONE;
    }
    Beard[] kinds = {Beard.STUBBLE, Beard.MOUSTACHE, Beard.GOATEE, Beard.FULL};
    Beard beard = kinds[Math.min(kinds.length - 1, (int) ((draw - 0.6) / 0.1))];
    // A parting and a lone moustache would remind people of somebody they would rather not see.
    return beard == Beard.MOUSTACHE && style == HairStyle.SIDE ? Beard.GOATEE : beard;
  }
}
