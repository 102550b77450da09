/**
 * What one client may ask of one gateway: calls in a period (a token bucket), calls at once, bytes of a body, and how slowly a body may come. All of it by class
 * of route.
 *
 * <p>Limits are kept in memory and hold for each replica by itself: behind {@code n} replicas a client gets at most {@code n} times as much. Shared buckets would
 * put a round trip to a store into every call, to keep a number exact that only has to be of the right size.
 */
@NullMarked
package dev.lodestar.gateway.limits;

import org.jspecify.annotations.NullMarked;
