/** ResNet-18 with a classifier head and an importance head, as functions over a state dict. */
@NullMarked
package io.selfcure.training.network;

import org.jspecify.annotations.NullMarked;
