/** Data sets as tools for labelling pictures export them. */
@NullMarked
package io.selfcure.datasets.exports;

import org.jspecify.annotations.NullMarked;
