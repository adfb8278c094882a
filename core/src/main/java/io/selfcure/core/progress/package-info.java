/** Progress of long work, on a terminal or in a log. */
@NullMarked
package io.selfcure.core.progress;

import org.jspecify.annotations.NullMarked;
