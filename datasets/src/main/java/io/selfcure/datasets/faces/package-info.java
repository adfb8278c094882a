/** Faces of a whole tree of pictures, cut out into another tree. */
@NullMarked
package io.selfcure.datasets.faces;

import org.jspecify.annotations.NullMarked;
