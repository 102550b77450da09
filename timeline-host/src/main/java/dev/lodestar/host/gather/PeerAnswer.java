package dev.lodestar.host.gather;

import java.util.List;
import java.util.Set;

/**
 * What became of a question to a peer.
 *
 * @param tallies of the partitions that it has; none when it is away
 * @param refused the partitions that were asked for, when it is there and does not answer this question; asking again would not help
 */
record PeerAnswer(List<PartialTally> tallies, Set<Integer> refused) {
    static final PeerAnswer AWAY = new PeerAnswer(List.of(), Set.of());

    static PeerAnswer of(List<PartialTally> tallies) {
        return new PeerAnswer(tallies, Set.of());
    }

    static PeerAnswer refusal(Set<Integer> partitions) {
        return new PeerAnswer(List.of(), partitions);
    }
}
