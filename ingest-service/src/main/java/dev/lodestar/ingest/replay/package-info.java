/**
 * Refused rows once more: after the plan, a setting or the clock has changed, rows of the quarantine are read from the bytes they came as and held against
 * the rules in force. What passes goes to the log like any row and leaves the quarantine; what does not stays, with the reason of today.
 */
@NullMarked
package dev.lodestar.ingest.replay;

import org.jspecify.annotations.NullMarked;
