/** The command line: every command is one small class that wires the modules together. */
@NullMarked
package io.selfcure.app;

import org.jspecify.annotations.NullMarked;
