/** From packed pixels to augmented, normalised batches. */
@NullMarked
package io.selfcure.training.input;

import org.jspecify.annotations.NullMarked;
