/** What is measured against a suite that is up, through the gateway. */
@NullMarked
package dev.lodestar.bench.suite;

import org.jspecify.annotations.NullMarked;
