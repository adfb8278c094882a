/**
 * How any data set becomes a manifest: what an importer is, and the work that all of them share.
 */
@NullMarked
package io.selfcure.datasets.intake;

import org.jspecify.annotations.NullMarked;
