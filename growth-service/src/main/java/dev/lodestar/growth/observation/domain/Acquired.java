package dev.lodestar.growth.observation.domain;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was spent, and the payers it won: those who signed up while the spend is known. That is the range where spend is known of every complete
 * month of it, else those months that it is known of.
 *
 * @param spend in the project's currency; null where none is known
 * @param newPayingUsers null where not known
 * @param when the time both are of, in words
 */
public record Acquired(@Nullable Double spend, @Nullable Long newPayingUsers, String when) {

    /** Reason of what cannot be had because spend is known of a part of the time only. */
    public static final String PARTLY_KNOWN = "spend_partly_known";

    /**
     * The spend of a range.
     *
     * @param months its complete months in time order
     * @param spend what is known of all of it
     * @param newPayingUsers users who signed up in it and have paid
     */
    public static Acquired of(List<MonthCount> months, @Nullable Double spend, @Nullable Long newPayingUsers) {
        List<MonthCount> known =
                months.stream().filter(month -> month.spend() != null).toList();
        if (spend == null || known.size() == months.size()) {
            return new Acquired(spend, newPayingUsers, "the range");
        }
        if (known.isEmpty()) {
            return new Acquired(spend, null, "a part of the range");
        }
        return new Acquired(
                known.stream()
                        .mapToDouble(month -> Objects.requireNonNull(month.spend()))
                        .sum(),
                payers(known),
                "the " + known.size() + " of " + months.size() + " complete months that it is known of");
    }

    private static @Nullable Long payers(List<MonthCount> months) {
        long payers = 0;
        for (MonthCount month : months) {
            Long ofMonth = month.newPayingUsers();
            if (ofMonth == null) {
                return null;
            }
            payers += ofMonth;
        }
        return payers;
    }
}
