/** Training's settings: one record, bound from modes, a YAML file and options alike. */
@NullMarked
package io.selfcure.training.settings;

import org.jspecify.annotations.NullMarked;
