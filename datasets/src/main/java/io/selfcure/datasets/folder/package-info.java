/** Any tree of class directories. */
@NullMarked
package io.selfcure.datasets.folder;

import org.jspecify.annotations.NullMarked;
