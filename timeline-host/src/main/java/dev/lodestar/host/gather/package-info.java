/**
 * One answer from all shards, wherever they are. A replica that is asked scatters the question to the replicas that own the partitions, with
 * the service's own token and its caller's carried along, adds up the partial tallies and says how complete the sum is: every partition counts exactly once, with the offset that
 * its partial covers. Holes are filled by standbys and said to be stale.
 *
 * <p>An analysis asks several rounds of questions. All rounds of one answer read the same views: the first round fixes them, here and on the
 * peers, under the id of the answer.
 */
@NullMarked
package dev.lodestar.host.gather;

import org.jspecify.annotations.NullMarked;
