/** Finding faces in pictures, bringing them upright to one size, and judging how good they are. */
@NullMarked
package io.selfcure.vision.face;

import org.jspecify.annotations.NullMarked;
