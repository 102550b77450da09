/**
 * What the services answered in one run. Field names are those of the wire. A figure that could not be measured is null and never 0; the reason
 * stands beside it.
 */
@NullMarked
package dev.lodestar.report.answer.domain;

import org.jspecify.annotations.NullMarked;
