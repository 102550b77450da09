package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.engine.time.CalendarPeriod;
import java.util.List;

/**
 * Two sets of users to be compared by how they stay. No user may be on both sides.
 *
 * @param period the period of the cohorts by signup
 * @param by what tells the sides apart, in the words of the API
 * @param a one side
 * @param b the other
 * @param landmarkDays days of 24 hours since signup that both sides must have survived, 0 for none; retention is then measured in windows of
 *     24-hour days since signup, which begin after it
 */
public record SideDefinition(CalendarPeriod period, String by, ComparedSide a, ComparedSide b, int landmarkDays) {

    /** Sides that are told apart by what users are, not by what they did. */
    public static SideDefinition of(CalendarPeriod period, String by, ComparedSide a, ComparedSide b) {
        return new SideDefinition(period, by, a, b, 0);
    }

    /**
     * Those who did something in their first days against those who did not. Users who were lost before these days were over could not have done
     * it for as long as the others and are on neither side.
     *
     * @param event what
     * @param days the first days, of 24 hours since signup
     */
    public static SideDefinition ofBehaviour(CalendarPeriod period, EventCondition event, int days) {
        EventWindow first = new EventWindow.SinceSignup(0, hours(days), Integer.MAX_VALUE);
        return new SideDefinition(
                period,
                "behaviour",
                new ComparedSide("did", new UserCriterion.Did(event, 1, Integer.MAX_VALUE, first)),
                new ComparedSide("did not", new UserCriterion.Did(event, 0, 0, first)),
                days);
    }

    private static int hours(int days) {
        return Math.multiplyExact(days, 24);
    }

    /** How retention is measured. */
    RetentionMode mode() {
        return landmarkDays == 0 ? RetentionMode.ON : RetentionMode.ROLLING;
    }

    /**
     * Who was not lost before the landmark: active at or after it, or in the last days of the data.
     *
     * @param inactivityDays how many last days
     */
    public UserCriterion alive(int inactivityDays) {
        if (landmarkDays == 0) {
            return new UserCriterion.AllOf(List.of());
        }
        return new UserCriterion.AnyOf(List.of(
                active(new EventWindow.SinceSignup(hours(landmarkDays), Integer.MAX_VALUE, Integer.MAX_VALUE)),
                active(new EventWindow.Trailing(inactivityDays))));
    }

    private static UserCriterion active(EventWindow window) {
        return new UserCriterion.Did(EventCondition.ANY_ACTIVE, 1, Integer.MAX_VALUE, window);
    }
}
