/** The model in the box, a resource and nothing else. */
@NullMarked
package io.selfcure.model;

import org.jspecify.annotations.NullMarked;
