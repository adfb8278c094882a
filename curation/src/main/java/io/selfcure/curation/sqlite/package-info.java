/** SQLite: its native library, its connections, and what its errors mean. */
@NullMarked
package io.selfcure.curation.sqlite;

import org.jspecify.annotations.NullMarked;
