/**
 * The erasure of a user. The request itself cuts the link between person and pseudonym and deletes refused rows, in one transaction; from then on everything
 * that is stored under the pseudonym is nobody's. Then, step by step and each step repeatable: services count what they hold, an erasure record on the timeline
 * makes the warehouse and every shard forget, a second one catches what was still on its way under the pseudonym, and at last every store is counted
 * again. The receipt is done when all of them say 0. A killed service, or another replica, takes the open erasures up where they stand.
 */
@NullMarked
package dev.lodestar.ingest.erasure;

import org.jspecify.annotations.NullMarked;
