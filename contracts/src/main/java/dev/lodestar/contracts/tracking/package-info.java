/**
 * The tracking plan: which events a project sends and what they mean. The ingest service holds events against it, the analytical services read
 * the meaning from it, so both take it from here. A project replaces the default plan by its own.
 */
@NullMarked
package dev.lodestar.contracts.tracking;

import org.jspecify.annotations.NullMarked;
