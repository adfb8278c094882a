/** The manifest: a labelled data set on disk, and the packed pixels that go with it. */
@NullMarked
package io.selfcure.core.data;

import org.jspecify.annotations.NullMarked;
