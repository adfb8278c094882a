/** The ledger: what the network thought of every label, epoch by epoch, and what it changed. */
@NullMarked
package io.selfcure.curation.ledger;

import org.jspecify.annotations.NullMarked;
