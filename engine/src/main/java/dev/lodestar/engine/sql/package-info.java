/**
 * The seven queries of the analysis, and any definition of a funnel, of retention or of activity, as SQL that runs on the open warehouse and
 * gives the same integers as the services.
 *
 * <p>Each query is a template among the resources: a single statement whose first common table expression, {@code params}, holds what can
 * be chosen. What databases say in different ways is left open in it, as forms of {@link dev.lodestar.engine.sql.SqlGrammar}, of which each
 * dialect has its own; everything else is written once and in words that all of them know. So what is found out about a statement where it
 * can be run, in PostgreSQL and DuckDB, holds for its shape everywhere, and only the forms of the other dialects have to be trusted.
 *
 * <p>Values are literals of the dialect that are put in after the template has been read, so that none is ever read as SQL or as a
 * placeholder. A further dialect is one more grammar.
 */
@NullMarked
package dev.lodestar.engine.sql;

import org.jspecify.annotations.NullMarked;
