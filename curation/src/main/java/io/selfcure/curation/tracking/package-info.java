/** Figures in the form that TensorBoard reads (docs/formats/run.md). */
@NullMarked
package io.selfcure.curation.tracking;

import org.jspecify.annotations.NullMarked;
