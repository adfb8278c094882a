/** Figures of merit: classification, calibration, and detection of wrong labels. */
@NullMarked
package io.selfcure.core.metrics;

import org.jspecify.annotations.NullMarked;
