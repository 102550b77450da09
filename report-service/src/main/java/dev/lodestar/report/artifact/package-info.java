/**
 * The files of a bundle: their bytes in a directory per run, what is known of them in the database. A bundle appears as a whole or not at all: it is
 * written beside its place and moved into it.
 */
@NullMarked
package dev.lodestar.report.artifact;

import org.jspecify.annotations.NullMarked;
