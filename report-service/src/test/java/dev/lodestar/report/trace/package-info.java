/** The trace of a request on its way through the service. */
@NullMarked
package dev.lodestar.report.trace;

import org.jspecify.annotations.NullMarked;
