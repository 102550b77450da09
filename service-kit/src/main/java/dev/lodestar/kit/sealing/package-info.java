/** Encryption of what a database holds and must not give away to who has the database alone. */
@NullMarked
package dev.lodestar.kit.sealing;

import org.jspecify.annotations.NullMarked;
