/** Out-of-sample probabilities of all training samples by cross-validation. */
@NullMarked
package io.selfcure.training.crossval;

import org.jspecify.annotations.NullMarked;
