/**
 * The service's part in the erasure of a user: commands ask what it holds of a pseudonym, and are answered with counts. What comes from the timeline goes by
 * the erasure's record there, whose place the count must cover; other stores of the service remove the user when they are asked to.
 */
@NullMarked
package dev.lodestar.host.erasure;

import org.jspecify.annotations.NullMarked;
