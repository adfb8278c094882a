/** What pictures themselves show: near-duplicates, blank ones, whether a face was found. */
@NullMarked
package io.selfcure.core.pictures;

import org.jspecify.annotations.NullMarked;
