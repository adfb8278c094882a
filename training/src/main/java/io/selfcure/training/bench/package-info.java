/** How fast this machine trains. */
@NullMarked
package io.selfcure.training.bench;

import org.jspecify.annotations.NullMarked;
