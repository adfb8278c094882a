/** Looks a finished data set over: is it whole, and is it fit to be trained and judged on. */
@NullMarked
package io.selfcure.datasets.check;

import org.jspecify.annotations.NullMarked;
