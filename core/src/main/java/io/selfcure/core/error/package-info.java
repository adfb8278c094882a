/** The one family of errors a user sees, with their exit codes. */
@NullMarked
package io.selfcure.core.error;

import org.jspecify.annotations.NullMarked;
