/**
 * The real parts that Lodestar stands on, each as a process of its own with a main class: PostgreSQL and Kafka from Maven artefacts. Used by the
 * launcher for people and by the tests, so both run on the same servers.
 */
@NullMarked
package dev.lodestar.launcher.embedded;

import org.jspecify.annotations.NullMarked;
