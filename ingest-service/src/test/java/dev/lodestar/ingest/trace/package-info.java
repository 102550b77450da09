/** The trace of a request on its way through the service. */
@NullMarked
package dev.lodestar.ingest.trace;

import org.jspecify.annotations.NullMarked;
