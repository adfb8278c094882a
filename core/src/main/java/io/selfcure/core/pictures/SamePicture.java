package io.selfcure.core.pictures;

/** Tells by their pixels whether two pictures that look alike are copies of one. */
@FunctionalInterface
public interface SamePicture {

  /**
   * Looks at two pictures. Called from several threads.
   *
   * @param a row of a picture
   * @param b row of another one
   * @param change what makes a look like b, roughly
   */
  boolean test(int a, int b, Change change);
}
