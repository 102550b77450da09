/**
 * What happened to alerts and to those who were told of them, on its way to the audit log. A note is a row written in the transaction that made it true, and is gone when the
 * broker has acknowledged it.
 */
@NullMarked
package dev.lodestar.report.note;

import org.jspecify.annotations.NullMarked;
