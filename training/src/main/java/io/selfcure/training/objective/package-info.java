/** SCN's mathematics: weight, rank, relabel. */
@NullMarked
package io.selfcure.training.objective;

import org.jspecify.annotations.NullMarked;
