/** The training loop and what it leaves behind: checkpoints, metrics, the run folder. */
@NullMarked
package io.selfcure.training.loop;

import org.jspecify.annotations.NullMarked;
