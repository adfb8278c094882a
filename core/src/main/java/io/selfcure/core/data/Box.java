package io.selfcure.core.data;

/**
 * A face's rectangle in its source picture, in pixels, origin at the upper left corner.
 *
 * @param x left edge
 * @param y top edge
 * @param width width, positive
 * @param height height, positive
 */
public record Box(float x, float y, float width, float height) {}
