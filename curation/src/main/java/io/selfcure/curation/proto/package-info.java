/** Writes protocol buffers messages without generated classes. */
@NullMarked
package io.selfcure.curation.proto;

import org.jspecify.annotations.NullMarked;
