/**
 * Pictures: decoding with limits, resizing, and the cache of decoded pixels; the only user of
 * OpenCV.
 */
@NullMarked
package io.selfcure.vision;

import org.jspecify.annotations.NullMarked;
