package dev.lodestar.ingest.validation;

/** What validation made of a row. */
public sealed interface Validated {
    /** The row is fine. */
    record Accepted(Candidate candidate) implements Validated {}

    /** The row belongs in the quarantine; the detail is for people and names no value of the row. */
    record Refused(QualityCode code, String detail) implements Validated {}
}
