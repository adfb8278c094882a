/** Draws a split from the training pictures by a hash of their ids. */
@NullMarked
package io.selfcure.datasets.split;

import org.jspecify.annotations.NullMarked;
