package dev.lodestar.ingest.validation;

/** Ends the validation of a row; never leaves this package. Without a stack trace, since in a bad file every row throws one. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final QualityCode code;
    private final String detail;

    Refusal(QualityCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    Validated.Refused toRefused() {
        return new Validated.Refused(code, detail);
    }
}
