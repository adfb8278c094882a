/** Data sets as pictures for people. */
@NullMarked
package io.selfcure.datasets.show;

import org.jspecify.annotations.NullMarked;
