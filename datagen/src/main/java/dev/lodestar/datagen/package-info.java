/**
 * The synthetic data generator: a product's users, what they did, where they came from and what it cost, as the CSV files
 * that Lodestar imports, beside a statement of what is true in them.
 *
 * <p>{@link dev.lodestar.datagen.DataGenerator} is the library, {@link dev.lodestar.datagen.GenerateCommand} the command.
 * The same {@link dev.lodestar.datagen.GenerationRequest} always gives the same bytes: every user is drawn from a stream of
 * its own, seeded by the request's seed and the user's index, and arithmetic goes through {@link java.lang.StrictMath}, so
 * that neither machine, locale, time zone nor number of processors matters. Users are written one by one; memory does not
 * grow with their number. The rows of {@code user_events.csv} are therefore in the order of users, and in the order of
 * time only within one user.
 */
@NullMarked
package dev.lodestar.datagen;

import org.jspecify.annotations.NullMarked;
