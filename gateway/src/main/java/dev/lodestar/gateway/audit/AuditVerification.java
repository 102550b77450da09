package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import org.jspecify.annotations.Nullable;

/**
 * What checking the whole chain showed.
 *
 * @param valid whether every entry is there and unchanged, up to the head
 * @param entries how many entries were found to be right, from the first on
 * @param headSequence the last entry by the head
 * @param headHash its hash by the head
 * @param brokenAt the sequence of the first entry that is wrong or missing; null when the chain is valid
 * @param reason {@code entry_changed}, {@code entry_missing}, {@code link_broken} or {@code head_differs}; null when the chain is valid
 */
record AuditVerification(
        boolean valid,
        long entries,
        long headSequence,
        String headHash,
        @Nullable Long brokenAt,
        @Nullable String reason) {

    static AuditVerification valid(ChainLink head) {
        return new AuditVerification(true, head.sequence(), head.sequence(), head.hash(), null, null);
    }

    /** @param checked the last entry that is right */
    static AuditVerification broken(ChainLink head, ChainLink checked, String reason) {
        return new AuditVerification(
                false, checked.sequence(), head.sequence(), head.hash(), checked.sequence() + 1, reason);
    }
}
