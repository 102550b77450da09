/**
 * The seven queries of the analysis as SQL that runs on the open warehouse and gives the same integers as the services.
 *
 * <p>Each query is a template among the resources, {@code <dialect>/<query>.sql}: a single statement whose first common table
 * expression, {@code params}, holds everything that can be chosen, and nothing else in it can. Rendering replaces each
 * placeholder <code>${name}</code> there by a literal of the dialect, once and from left to right, so that a value is never read as
 * SQL or as a placeholder. A further dialect is a further folder of templates and its own way to write literals.
 */
@NullMarked
package dev.lodestar.engine.sql;

import org.jspecify.annotations.NullMarked;
