/** What happened to alerts and to those who were to be told of them, JSON on Kafka, so that the audit log has it. Nothing in it says where a notification went. */
@NullMarked
package dev.lodestar.contracts.alert;

import org.jspecify.annotations.NullMarked;
