/**
 * The service's part in the erasure of a user: rows of single users in bundles are counted and removed when ingest-service asks.
 */
@NullMarked
package dev.lodestar.report.erasure;

import org.jspecify.annotations.NullMarked;
