/** The official layouts of face data sets, one importer each. */
@NullMarked
package io.selfcure.datasets.official;

import org.jspecify.annotations.NullMarked;
