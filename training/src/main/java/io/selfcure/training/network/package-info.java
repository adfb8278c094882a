/**
 * ResNet-18 with a classifier head and an importance head, as functions over a state dict, and what
 * it says of pictures.
 */
@NullMarked
package io.selfcure.training.network;

import org.jspecify.annotations.NullMarked;
