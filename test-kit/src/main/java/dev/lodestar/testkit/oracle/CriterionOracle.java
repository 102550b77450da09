package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.UserCriterion;
import java.time.LocalDate;

/** Whether a user belongs to a cohort, read off the user's own history. */
public final class CriterionOracle {
    private final Facts facts;
    private final LocalDate end;
    private final ConditionOracle conditions;

    /** @param end the day on which the data of the question end */
    public CriterionOracle(Facts facts, LocalDate end) {
        this.facts = facts;
        this.end = end;
        this.conditions = new ConditionOracle(facts);
    }

    /** Whether the user meets the criterion. */
    public boolean holds(PlainUser user, UserCriterion criterion) {
        return switch (criterion) {
            case UserCriterion.HasAttribute has -> has.values().contains(user.group(has.attribute()));
            case UserCriterion.Members members -> members.users().contains(user.id());
            case UserCriterion.AllOf all -> all.criteria().stream().allMatch(one -> holds(user, one));
            case UserCriterion.AnyOf any -> any.criteria().stream().anyMatch(one -> holds(user, one));
            case UserCriterion.Not not -> !holds(user, not.criterion());
            case UserCriterion.Did did -> {
                long count = user.events().stream()
                        .filter(event -> event.at() < facts.startOf(end))
                        .filter(event -> conditions.meets(event, did.event()))
                        .filter(event -> isWithin(user, event, did.window()))
                        .count();
                yield count >= did.atLeast() && count <= did.atMost();
            }
        };
    }

    private boolean isWithin(PlainUser user, PlainEvent event, EventWindow window) {
        return switch (window) {
            case EventWindow.InDays days -> {
                long day = facts.day(event.at()).toEpochDay();
                yield day >= days.from() && day < days.to();
            }
            case EventWindow.Trailing trailing -> !facts.day(event.at()).isBefore(end.minusDays(trailing.days()));
            case EventWindow.SinceSignup since -> {
                PlainProfile profile = user.profile();
                yield profile != null
                        && event.at() >= profile.signupAt() + since.fromHour() * Slice.HOUR
                        && event.at() < profile.signupAt() + since.toHour() * Slice.HOUR;
            }
        };
    }
}
