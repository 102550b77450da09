/**
 * What the tests of the service share.
 */
@NullMarked
package dev.lodestar.ingest;

import org.jspecify.annotations.NullMarked;
