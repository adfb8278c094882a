/** The ways to train, a class for each behind one interface, and what judges their networks. */
@NullMarked
package io.selfcure.training.method;

import org.jspecify.annotations.NullMarked;
