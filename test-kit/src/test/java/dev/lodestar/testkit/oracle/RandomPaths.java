package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PathDirection;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Paths among the events of a {@link RandomHistory}. */
public final class RandomPaths {
    private static final List<String> TYPES =
            List.of("page_created", "page_viewed", "content_edited", "signup", "user_invited");

    private RandomPaths() {}

    /** The next definition. */
    public static PathDefinition next(Random random) {
        return new PathDefinition(
                random.nextInt(3) == 0
                        ? EventCondition.ANY_ACTIVE
                        : EventCondition.of(TYPES.get(random.nextInt(TYPES.size()))),
                random.nextBoolean() ? PathDirection.AFTER : PathDirection.BEFORE,
                1 + random.nextInt(PathDefinition.MAX_DEPTH),
                1 + random.nextInt(4),
                Duration.ofHours(1L + random.nextInt(random.nextBoolean() ? 24 : 2_000)),
                random.nextBoolean() ? List.of() : List.of("page_viewed", "session_started"),
                random.nextBoolean());
    }
}
