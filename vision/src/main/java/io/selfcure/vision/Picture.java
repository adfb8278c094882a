package io.selfcure.vision;

/**
 * A decoded picture.
 *
 * @param height rows
 * @param width columns
 * @param rgb height x width x 3 bytes: rows first, then pixels, then red, green, blue, each 0 to
 *     255
 */
public record Picture(int height, int width, byte[] rgb) {}
