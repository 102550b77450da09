/**
 * The SQL queries on a real PostgreSQL: worked by hand on small data, against the oracles on random histories and generated data, and
 * in the sessions and data they may meet in the field.
 */
@NullMarked
package dev.lodestar.testkit.sql;

import org.jspecify.annotations.NullMarked;
