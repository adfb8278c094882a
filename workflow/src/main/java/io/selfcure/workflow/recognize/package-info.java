/**
 * Recognising expressions in pictures, folders, data sets and videos, and what becomes of the
 * answers: tables, documents, annotated pictures, faces for a review.
 */
@NullMarked
package io.selfcure.workflow.recognize;

import org.jspecify.annotations.NullMarked;
