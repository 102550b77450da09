/**
 * What the metrics and cohort services know of the product, read from their answers: by REST with the caller's own
 * token for a live question, or from the results of an analysis run. Both ways end in the same
 * {@link dev.lodestar.growth.observation.domain.ObservedProduct}.
 *
 * <p>The records named {@code …Answer} are this consumer's own view of those answers: only the fields it needs, and
 * every one of them may be missing.
 */
@NullMarked
package dev.lodestar.growth.observation;

import org.jspecify.annotations.NullMarked;
