/**
 * What users do with the program, one class a use case: a request record goes in, a result record
 * comes out. The command line, a service and a program that embeds this call the same classes.
 */
@NullMarked
package io.selfcure.workflow;

import org.jspecify.annotations.NullMarked;
