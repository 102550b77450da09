package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.EventWindow;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.UserCriterion;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Cohorts among the users of a {@link RandomHistory}; to some of them nobody belongs, to some everybody. */
public final class RandomCriteria {
    private static final int MAX_DEPTH = 3;

    private final Facts facts;
    private final Random random;

    public RandomCriteria(Facts facts, Random random) {
        this.facts = facts;
        this.random = random;
    }

    /** The same question about the members of some cohort. */
    public Scope narrow(Scope scope) {
        return new Scope(scope.from(), scope.to(), scope.filters().and(next(0)));
    }

    /** The next one, which stands so deep in another. */
    UserCriterion next(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 8 : 5);
        return switch (kind) {
            case 0 ->
                new UserCriterion.HasAttribute(
                        List.of("segment", "channel", RandomHistory.DEVICE).get(random.nextInt(3)),
                        List.of(random.nextBoolean() ? "enterprise" : Filters.NONE, "organic", "mobile"));
            case 1 -> members();
            case 5 -> new UserCriterion.AllOf(parts(depth));
            case 6 -> new UserCriterion.AnyOf(parts(depth));
            case 7 -> new UserCriterion.Not(next(depth + 1));
            default -> did();
        };
    }

    private List<UserCriterion> parts(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> next(depth + 1))
                .toList();
    }

    private UserCriterion did() {
        int atLeast = random.nextInt(4);
        int atMost = random.nextInt(3) == 0 ? atLeast + random.nextInt(3) : Integer.MAX_VALUE;
        return new UserCriterion.Did(new RandomConditions(random).next(), atLeast, atMost, window());
    }

    private EventWindow window() {
        LocalDate first = facts.firstDay();
        int day = first == null ? 0 : (int) first.toEpochDay();
        return switch (random.nextInt(4)) {
            case 0 -> EventWindow.EVER;
            case 1 -> new EventWindow.InDays(day + random.nextInt(20), day + 20 + random.nextInt(100));
            case 2 -> new EventWindow.Trailing(1 + random.nextInt(40));
            default -> {
                int from = random.nextBoolean() ? 0 : random.nextInt(100);
                yield new EventWindow.SinceSignup(from, from + 1 + random.nextInt(400), Integer.MAX_VALUE);
            }
        };
    }

    private UserCriterion.Members members() {
        List<UUID> listed = facts.users().stream()
                .map(PlainUser::id)
                .filter(_ -> random.nextBoolean())
                .toList();
        return new UserCriterion.Members(listed);
    }
}
