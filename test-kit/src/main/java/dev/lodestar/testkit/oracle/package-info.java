/**
 * The naive second implementation of the definitions: plain loops over plain lists, clear rather than fast, written from
 * the text of DEFINITIONS.md and never from the engine's code. Where engine, SQL or service disagree with it, the text
 * decides who is wrong.
 *
 * <p>{@link dev.lodestar.testkit.oracle.Facts} is what is known after a history of changes;
 * {@link dev.lodestar.testkit.oracle.Slice} is what one question may see of it: the range, and the users who pass the
 * filters. One oracle a section of the definitions answers in the row records of the engine's answers, so that whole
 * tables can be compared. {@link dev.lodestar.testkit.oracle.RandomHistory} makes histories that are small and nasty.
 */
@NullMarked
package dev.lodestar.testkit.oracle;

import org.jspecify.annotations.NullMarked;
