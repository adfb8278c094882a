/** FER2013 (Goodfellow et al., 2013) and the votes of FERPlus (Barsoum et al., ICMI 2016). */
@NullMarked
package io.selfcure.datasets.fer2013;

import org.jspecify.annotations.NullMarked;
