/** The audit: which labels are doubtful, how and why, and how well that was found. */
@NullMarked
package io.selfcure.curation.audit;

import org.jspecify.annotations.NullMarked;
