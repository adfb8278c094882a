/**
 * The WebEmotion recipe: search queries, a plan of videos, clips of one face, weak labels
 * (docs/guide/webemotion.md). Nothing here reaches the network.
 */
@NullMarked
package io.selfcure.datasets.web;

import org.jspecify.annotations.NullMarked;
