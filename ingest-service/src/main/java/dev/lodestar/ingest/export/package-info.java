/**
 * The export of a user: everything that is stored under the person's id, as one JSON document, written page by page.
 */
@NullMarked
package dev.lodestar.ingest.export;

import org.jspecify.annotations.NullMarked;
