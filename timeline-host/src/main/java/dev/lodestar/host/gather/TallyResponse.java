package dev.lodestar.host.gather;

import java.util.Collection;
import java.util.List;

/** What a peer answers: one tally per partition that it holds. */
record TallyResponse(List<PartialTally> tallies) {
    TallyResponse(Collection<PartialTally> tallies) {
        this(List.copyOf(tallies));
    }
}
