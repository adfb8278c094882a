/** The report of a run for people: one HTML file that needs nothing beside it. */
@NullMarked
package io.selfcure.curation.report;

import org.jspecify.annotations.NullMarked;
