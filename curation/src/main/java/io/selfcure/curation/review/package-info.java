/** Decisions that people take about an audit's findings, and what they come to. */
@NullMarked
package io.selfcure.curation.review;

import org.jspecify.annotations.NullMarked;
