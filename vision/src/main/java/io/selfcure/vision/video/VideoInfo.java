package io.selfcure.vision.video;

/**
 * What a video's header says.
 *
 * @param width pixels a row, as it is to be shown: turned, and with square pixels
 * @param height rows, likewise
 * @param quarterTurns how often frames are turned by 90 degrees clockwise, 0 to 3
 * @param seconds length, NaN where it is not told
 */
public record VideoInfo(int width, int height, int quarterTurns, double seconds) {}
