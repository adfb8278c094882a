/**
 * Weights files without a native library: safetensors both ways, PyTorch's files read only, and the
 * matching of what a file holds against what a network wants. A hostile file can do no more than be
 * refused: nothing in it is ever executed, and the memory it can claim is bounded by its own size.
 */
@NullMarked
package io.selfcure.training.weights;

import org.jspecify.annotations.NullMarked;
