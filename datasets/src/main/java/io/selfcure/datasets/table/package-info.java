/** Any table of pictures and labels. */
@NullMarked
package io.selfcure.datasets.table;

import org.jspecify.annotations.NullMarked;
