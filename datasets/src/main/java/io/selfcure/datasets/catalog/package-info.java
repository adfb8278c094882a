/** All importers, and telling which of them a place is for. */
@NullMarked
package io.selfcure.datasets.catalog;

import org.jspecify.annotations.NullMarked;
