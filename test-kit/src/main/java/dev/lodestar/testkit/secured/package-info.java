/**
 * Servers that take nobody without TLS and a password, as in production: certificates that each test makes for itself, a PostgreSQL and a Kafka broker with SCRAM. Only for
 * tests of just that; all others share the plain ones of {@code devstack}.
 */
@NullMarked
package dev.lodestar.testkit.secured;

import org.jspecify.annotations.NullMarked;
