/** Figures in the form that TensorBoard reads (docs/formats/run.md). */
@NullMarked
package io.selfcure.core.tracking;

import org.jspecify.annotations.NullMarked;
