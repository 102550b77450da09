/**
 * The tracking plan in force: the default one until a project replaces it.
 */
@NullMarked
package dev.lodestar.ingest.plan;

import org.jspecify.annotations.NullMarked;
