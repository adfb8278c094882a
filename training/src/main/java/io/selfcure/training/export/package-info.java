/** Trained networks in the formats of other programs: ONNX, safetensors and PyTorch's. */
@NullMarked
package io.selfcure.training.export;

import org.jspecify.annotations.NullMarked;
