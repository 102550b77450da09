/**
 * The trace that work belongs to, where the framework does not carry it along by itself: records that a service writes with a client of its own, and calls by
 * the JDK's HTTP client. Only what is recorded is passed on in this way; a trace that nobody records costs a record nothing.
 */
@NullMarked
package dev.lodestar.kit.trace;

import org.jspecify.annotations.NullMarked;
