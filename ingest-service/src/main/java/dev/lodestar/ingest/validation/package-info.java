/**
 * Holds rows against the tracking plan and the limits. A row becomes a {@link dev.lodestar.ingest.validation.Candidate}, which is legal in itself,
 * or is refused with one of the stable codes of the data-quality definitions. Nothing here knows other rows, users or stores.
 */
@NullMarked
package dev.lodestar.ingest.validation;

import org.jspecify.annotations.NullMarked;
