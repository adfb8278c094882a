package io.selfcure.vision.face;

import io.selfcure.vision.Picture;

/**
 * A face in a square of its own.
 *
 * @param face where it was, in the source picture
 * @param picture its pixels, size x size
 * @param map from the source picture's pixels to the crop's
 * @param outside the part of the crop that lies outside the source picture, 0 to 1: there the
 *     picture's outermost pixels are repeated
 * @param quality what it is worth
 */
public record FaceCrop(
    Face face, Picture picture, Similarity map, double outside, Quality quality) {}
