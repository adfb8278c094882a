/**
 * Labelled faces drawn by the program itself: parametric heads whose features are moved by facial
 * action units.
 */
@NullMarked
package io.selfcure.datasets.synthetic;

import org.jspecify.annotations.NullMarked;
