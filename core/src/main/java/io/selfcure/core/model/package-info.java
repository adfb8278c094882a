/** What a trained network says of itself when it leaves the program that trained it. */
@NullMarked
package io.selfcure.core.model;

import org.jspecify.annotations.NullMarked;
