/**
 * Keeps the open warehouse: reads the topics and writes the tables of the schema {@code analytics}, in bulk. The position in each partition is
 * written in the same transaction as the rows, and reading starts from there, so each record takes effect once, whatever is killed when.
 */
@NullMarked
package dev.lodestar.ingest.warehouse;

import org.jspecify.annotations.NullMarked;
