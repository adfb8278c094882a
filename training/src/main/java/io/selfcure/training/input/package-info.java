/** What a training is fed: samples and their targets, and augmented, normalised batches. */
@NullMarked
package io.selfcure.training.input;

import org.jspecify.annotations.NullMarked;
