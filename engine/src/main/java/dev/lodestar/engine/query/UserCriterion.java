package dev.lodestar.engine.query;

import java.util.List;
import java.util.UUID;

/** What makes a user belong to a cohort: attributes, behaviour, a list of members, and combinations of these. */
public sealed interface UserCriterion {

    /**
     * The profile has one of these values.
     *
     * @param attribute the attribute
     * @param values the values; {@link Filters#NONE} stands for its absence
     */
    record HasAttribute(String attribute, List<String> values) implements UserCriterion {
        public HasAttribute {
            values = List.copyOf(values);
        }
    }

    /**
     * The user did something often enough, in a window of time.
     *
     * @param event what
     * @param atLeast how often at least
     * @param atMost how often at most; {@code did not} is at least 0 and at most 0
     * @param window when
     */
    record Did(EventCondition event, int atLeast, int atMost, EventWindow window) implements UserCriterion {
        @Override
        public UserCriterion until(int day) {
            return new Did(event, atLeast, atMost, window.until(day));
        }
    }

    /**
     * The user is on the list.
     *
     * @param users pseudonyms
     */
    record Members(List<UUID> users) implements UserCriterion {
        public Members {
            users = List.copyOf(users);
        }

        @Override
        public long listedUsers() {
            return users.size();
        }
    }

    /** All of these hold; of none, everybody. */
    record AllOf(List<UserCriterion> criteria) implements UserCriterion {
        public AllOf {
            criteria = List.copyOf(criteria);
        }

        @Override
        public UserCriterion until(int day) {
            return new AllOf(
                    criteria.stream().map(criterion -> criterion.until(day)).toList());
        }

        @Override
        public long listedUsers() {
            return criteria.stream().mapToLong(UserCriterion::listedUsers).sum();
        }
    }

    /** One of these holds; of none, nobody. */
    record AnyOf(List<UserCriterion> criteria) implements UserCriterion {
        public AnyOf {
            criteria = List.copyOf(criteria);
        }

        @Override
        public UserCriterion until(int day) {
            return new AnyOf(
                    criteria.stream().map(criterion -> criterion.until(day)).toList());
        }

        @Override
        public long listedUsers() {
            return criteria.stream().mapToLong(UserCriterion::listedUsers).sum();
        }
    }

    /** This does not hold. */
    record Not(UserCriterion criterion) implements UserCriterion {
        @Override
        public UserCriterion until(int day) {
            return new Not(criterion.until(day));
        }

        @Override
        public long listedUsers() {
            return criterion.listedUsers();
        }
    }

    /** The same as known before a day: what happened on it or later is not read. Relative windows end with it. */
    default UserCriterion until(int day) {
        return this;
    }

    /** How many users its lists name together; one on two lists counts twice. */
    default long listedUsers() {
        return 0;
    }
}
