/** Watches a training and warns in words a user understands. */
@NullMarked
package io.selfcure.training.health;

import org.jspecify.annotations.NullMarked;
