package dev.lodestar.growth.lever.domain;

import java.util.regex.Pattern;

/**
 * Something that could be done about one stage of the funnel.
 *
 * @param name snake_case, the key
 * @param cost paid at once in month 0, in the project's currency
 * @param effortPersonMonths work to build it, above 0
 * @param rampMonths months from the start until the whole lift is there; 0 means at once
 * @param startMonth first month with an effect; at least 1, because month 0 is today
 */
public record Lever(
        String name,
        Stage stage,
        Lift lift,
        Confidence confidence,
        double cost,
        double effortPersonMonths,
        int rampMonths,
        int startMonth) {

    public static final double MAX_COST = 1e12;
    public static final double MAX_EFFORT_PERSON_MONTHS = 1e5;
    public static final int MAX_MONTH = 60;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public Lever {
        require(isName(name), "the name must be snake_case of at most 63 characters");
        require(cost >= 0 && cost <= MAX_COST, "the cost must lie in [0, " + MAX_COST + "]");
        require(
                effortPersonMonths > 0 && effortPersonMonths <= MAX_EFFORT_PERSON_MONTHS,
                "the effort must lie in (0, " + MAX_EFFORT_PERSON_MONTHS + "] person-months");
        require(rampMonths >= 0 && rampMonths <= MAX_MONTH, "the ramp must lie in [0, " + MAX_MONTH + "] months");
        require(startMonth >= 1 && startMonth <= MAX_MONTH, "the start must lie in [1, " + MAX_MONTH + "]");
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The share of the lift that is there in a month: 0 before the start, then growing evenly over the ramp to 1.
     * Always 0 in month 0.
     */
    public double rampShare(int month) {
        if (month < startMonth) {
            return 0;
        }
        return rampMonths == 0 ? 1 : Math.min(1, (month - startMonth + 1) / (double) rampMonths);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
