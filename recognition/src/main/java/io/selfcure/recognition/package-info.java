/**
 * A picture in, expressions out. {@link io.selfcure.recognition.Recognizer} finds the faces of a
 * picture, cuts them out as the network's training did, and scores them. Stands on {@code core},
 * {@code vision} and ONNX Runtime alone, so that it can be embedded without the training.
 */
@NullMarked
package io.selfcure.recognition;

import org.jspecify.annotations.NullMarked;
