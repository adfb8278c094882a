/** Videos: frames with their times, shot cuts; the only user of FFmpeg. */
@NullMarked
package io.selfcure.vision.video;

import org.jspecify.annotations.NullMarked;
