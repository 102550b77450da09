/**
 * Tells others of alerts: by webhook, by a webhook that Slack understands, and by mail. What is to be told is a row of an outbox, written in the transaction that made it
 * true; a sender takes due rows, sends, and writes down what came of it. Addresses are sealed in the database, and checked before a connection is made to one.
 */
@NullMarked
package dev.lodestar.report.notification;

import org.jspecify.annotations.NullMarked;
