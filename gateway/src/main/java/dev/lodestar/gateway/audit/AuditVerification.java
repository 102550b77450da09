package dev.lodestar.gateway.audit;

import dev.lodestar.gateway.audit.domain.ChainLink;
import org.jspecify.annotations.Nullable;

/**
 * What checking the whole chain showed.
 *
 * @param valid whether every entry is there and unchanged, up to the head, and fits every signed head
 * @param removedUpTo the last entry that the retention policy removed; 0 when none was
 * @param entries how many entries were found to be right, from there on
 * @param headSequence the last entry by the head
 * @param headHash its hash by the head
 * @param signedHeads how many signed heads of the database were found to be right; null when the chain itself is broken
 * @param outsideHeads how many of the last signed heads outside the database were found to be right; null when that is not known
 * @param outsideReason why that is not known: {@code chain_broken} or {@code topic_unreadable}; null when it is
 * @param brokenAt the sequence of the first entry that is wrong or missing; null when the chain is valid
 * @param reason {@code entry_changed}, {@code entry_missing}, {@code link_broken}, {@code head_differs}; {@code rewritten} (consistent, but not what was signed),
 *     {@code truncated} (a signed head lies beyond the end), {@code signature_invalid}; null when the chain is valid
 */
record AuditVerification(
        boolean valid,
        long removedUpTo,
        long entries,
        long headSequence,
        String headHash,
        @Nullable Long signedHeads,
        @Nullable Long outsideHeads,
        @Nullable String outsideReason,
        @Nullable Long brokenAt,
        @Nullable String reason) {

    private static final String CHAIN_BROKEN = "chain_broken";

    /** The links fit; signatures are another matter. */
    static AuditVerification valid(ChainLink floor, ChainLink head) {
        return new AuditVerification(
                true,
                floor.sequence(),
                head.sequence() - floor.sequence(),
                head.sequence(),
                head.hash(),
                null,
                null,
                CHAIN_BROKEN,
                null,
                null);
    }

    /** @param checked the last entry that is right */
    static AuditVerification broken(ChainLink floor, ChainLink head, ChainLink checked, String reason) {
        return new AuditVerification(
                false,
                floor.sequence(),
                checked.sequence() - floor.sequence(),
                head.sequence(),
                head.hash(),
                null,
                null,
                CHAIN_BROKEN,
                checked.sequence() + 1,
                reason);
    }

    AuditVerification withSignedHeads(SignatureCheck.Outcome outcome) {
        return new AuditVerification(
                outcome.reason() == null,
                removedUpTo,
                entries,
                headSequence,
                headHash,
                outcome.right(),
                outsideHeads,
                outsideReason,
                outcome.brokenAt(),
                outcome.reason());
    }

    AuditVerification withOutsideHeads(SignatureCheck.Outcome outcome) {
        return new AuditVerification(
                outcome.reason() == null,
                removedUpTo,
                entries,
                headSequence,
                headHash,
                signedHeads,
                outcome.right(),
                null,
                outcome.brokenAt(),
                outcome.reason());
    }

    AuditVerification withoutOutsideHeads() {
        return new AuditVerification(
                valid,
                removedUpTo,
                entries,
                headSequence,
                headHash,
                signedHeads,
                null,
                "topic_unreadable",
                brokenAt,
                reason);
    }
}
