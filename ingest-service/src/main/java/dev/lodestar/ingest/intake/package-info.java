/**
 * The way of a row from a request or a file to the log: validate, pseudonymise, derive the event id, send, wait for the broker, then put what was
 * refused into the quarantine and book it all. {@code POST /events}, {@code /profiles} and {@code /acquisition} answer 202 only at the end of this way.
 */
@NullMarked
package dev.lodestar.ingest.intake;

import org.jspecify.annotations.NullMarked;
