/**
 * Rows that were refused, kept with the bytes they came as, the reason, the version of the tracking plan, and their import and row. They are
 * not lost and not counted: after a fix they can be sent again. The bytes may hold personal data, so only an operator sees them.
 */
@NullMarked
package dev.lodestar.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
