package dev.lodestar.report.alert;

/** Why nobody looks at a rule any more. */
enum RuleEnd {
    SWITCHED_OFF("rule_switched_off", "The rule was switched off."),
    DELETED("rule_deleted", "The rule was deleted.");

    private final String reason;
    private final String sentence;

    RuleEnd(String reason, String sentence) {
        this.reason = reason;
        this.sentence = sentence;
    }

    /** A stable code. */
    String reason() {
        return reason;
    }

    String sentence() {
        return sentence;
    }
}
