/**
 * The folder a training run leaves behind, for whoever reads it: reports, comparisons, resumption.
 */
@NullMarked
package io.selfcure.curation.run;

import org.jspecify.annotations.NullMarked;
