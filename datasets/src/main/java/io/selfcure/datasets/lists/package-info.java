/** Lists of labels in the layouts that others publish: read as noise, written as exports. */
@NullMarked
package io.selfcure.datasets.lists;

import org.jspecify.annotations.NullMarked;
