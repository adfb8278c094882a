/** Injection of label noise with the true labels kept beside the given ones. */
@NullMarked
package io.selfcure.core.noise;

import org.jspecify.annotations.NullMarked;
