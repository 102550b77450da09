package dev.lodestar.report.answer.domain;

import org.jspecify.annotations.Nullable;

/** Turns the stable reason codes of the answers into words for people. */
public final class Reason {
    private Reason() {}

    /** A clause that can follow “because”; a code nobody knows is shown as its own words. */
    public static String words(@Nullable String code) {
        if (code == null || code.isBlank()) {
            return "the data do not allow it";
        }
        return switch (code) {
            case "no_activity_events" -> "the data contain no activity events";
            case "no_visitors" -> "no visitor counts were loaded";
            case "no_invoices" -> "the data contain no invoices";
            case "no_profiles" -> "no user profiles were loaded";
            case "no_mature_cohorts" -> "too few cohorts are six complete periods old";
            case "no_complete_week" -> "the range holds no complete week";
            case "censored" -> "no user is old enough yet";
            case "no_model" -> "no lifetime value model is fitted yet";
            case "spend_partly_known" -> "spend is known of a part of the range only";
            case "visitors_partly_known" -> "visitors are known of a part of the range only";
            case "visitors_not_split" -> "visitors cannot be split by an attribute of users";
            case "fewer_visitors_than_signups" -> "fewer visitors than signups are known";
            case "empty_base" -> "nobody is in the base of the rate";
            case "window_not_filled" -> "the range is shorter than the window the figure looks back over";
            default -> code.indexOf(' ') >= 0 ? code : code.replace('_', ' ');
        };
    }
}
