/** libtorch itself: loading it, threads, precision. */
@NullMarked
package io.selfcure.training.runtime;

import org.jspecify.annotations.NullMarked;
