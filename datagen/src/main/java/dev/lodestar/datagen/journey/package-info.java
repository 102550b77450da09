/**
 * How one synthetic user lives in the product: who they are ({@link dev.lodestar.datagen.journey.Traits}), the turns their
 * life takes ({@link dev.lodestar.datagen.journey.Milestones}), their invoices and their visits.
 *
 * <p>The turns are drawn as competing risks, so that nobody collaborates or pays after having left, and having
 * collaborated keeps people longer. They are drawn before, and apart from, the visits: asking for more events makes the
 * same users busier, it does not change who activates, collaborates or pays. Device matters for activation; region and use
 * case matter for nothing, on purpose, so that an analysis can be caught finding effects that are not there.
 */
@NullMarked
package dev.lodestar.datagen.journey;

import org.jspecify.annotations.NullMarked;
