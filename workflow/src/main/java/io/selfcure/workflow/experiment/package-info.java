/** A grid of trainings from one file, resumable, with its tables and plots. */
@NullMarked
package io.selfcure.workflow.experiment;

import org.jspecify.annotations.NullMarked;
