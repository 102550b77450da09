/**
 * Real PostgreSQL and Kafka for tests. The first test process of a Maven run starts one daemon; all modules reuse it, each test application with a
 * database and topics of its own; it ends with Maven.
 */
@NullMarked
package dev.lodestar.testkit.devstack;

import org.jspecify.annotations.NullMarked;
