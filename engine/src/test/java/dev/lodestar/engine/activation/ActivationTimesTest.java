package dev.lodestar.engine.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.Project;
import dev.lodestar.engine.query.ActivationQuery;
import dev.lodestar.engine.query.ActivationTimesQuery;
import dev.lodestar.engine.query.CensoredTimesQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.statistics.KaplanMeier;
import dev.lodestar.engine.timeline.TimelineView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many users whose times lie close together, so that classes hold activated and censored ones side by side, against the curve reckoned user by user. */
class ActivationTimesTest {
    private static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.9);
    private static final int TO = (int) LocalDate.parse("2024-02-01").toEpochDay();
    private static final long TO_MILLIS = Instant.parse("2024-02-01T00:00:00Z").toEpochMilli();
    private static final int ALL = Integer.MAX_VALUE;

    /** How long somebody took, or was watched without being activated. */
    private record Watched(long millis, boolean activated) {}

    private static List<Watched> people(Random random, int count) {
        long least = 5_000_000 + random.nextInt(5_000_000);
        int spread = 1 << 4 + random.nextInt(14);
        double activated = 0.3 + random.nextDouble() / 2;
        return IntStream.range(0, count)
                .mapToObj(_ -> new Watched(least + random.nextInt(spread), random.nextDouble() < activated))
                .toList();
    }

    private static TimelineView view(Random random, List<Watched> people) {
        Project project = Project.inUtc();
        for (int i = 0; i < people.size(); i++) {
            Watched person = people.get(i);
            long age = person.activated ? person.millis + 1 + random.nextInt(1_000) : person.millis;
            long signup = TO_MILLIS - age;
            project.profile("u" + i, local(signup));
            if (person.activated) {
                project.event("u" + i, "page_created", local(signup + person.millis));
            }
        }
        return project.view();
    }

    private static String local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                .toString();
    }

    /** The smallest time at which the product of (1 − events / at risk) has fallen to 1 − p. */
    private static OptionalLong quantile(List<Watched> people, double p) {
        double survival = 1;
        for (long time :
                people.stream().mapToLong(Watched::millis).sorted().distinct().toArray()) {
            long atRisk =
                    people.stream().filter(person -> person.millis >= time).count();
            long events = people.stream()
                    .filter(person -> person.activated && person.millis == time)
                    .count();
            survival *= 1 - (double) events / atRisk;
            if (events > 0 && survival <= 1 - p + 1e-12) {
                return OptionalLong.of(time);
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<KaplanMeier> curve(TimelineView view, Function<TimelineQuery, Tally> ask, int mostMarks) {
        Tally classes = new ActivationQuery(TO, List.of(1), Filters.EVERYBODY).tally(view);
        return ActivationTimes.of(classes, QUANTILES).curve(ask, TO, Filters.EVERYBODY, mostMarks);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, ALL})
    void theQuantilesAreThoseOfEverybodysTimes(int mostMarks) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<Watched> people = people(random, 1 + random.nextInt(600));
            TimelineView view = view(random, people);

            KaplanMeier curve =
                    curve(view, query -> query.tally(view), mostMarks).orElseThrow();

            for (double quantile : QUANTILES) {
                assertThat(curve.quantile(quantile))
                        .as("seed %d, %s", seed, quantile)
                        .isEqualTo(quantile(people, quantile));
            }
        }
    }

    @Test
    void mostTimesTravelAsCountsBetweenMarks() {
        Random random = new Random(1);
        List<Watched> people = IntStream.range(0, 3_000)
                .mapToObj(i -> new Watched(5_000_000 + random.nextInt(500_000), i % 10 > 0))
                .toList();
        TimelineView view = view(random, people);
        List<TimelineQuery> asked = new ArrayList<>();
        List<Tally> heard = new ArrayList<>();

        curve(
                view,
                query -> {
                    asked.add(query);
                    heard.add(query.tally(view));
                    return heard.getLast();
                },
                ALL);

        assertThat(asked).hasExactlyElementsOfTypes(CensoredTimesQuery.class, ActivationTimesQuery.class);
        Tally last = heard.getLast();
        assertThat(Arrays.stream(last.row(ActivationTimesQuery.ROUNDED_TIMES, 0))
                        .sum())
                .isGreaterThan(2_000);
        assertThat(last.row(ActivationTimesQuery.ROUNDED_TIMES, 0)).hasSizeLessThan(900);
        assertThat(last.histogram(ActivationTimesQuery.TIMES_TO_ACTIVATION).total())
                .isLessThan(500);
    }

    @Test
    void nothingIsSaidWhereThePeopleChangedBetweenTheRounds() {
        Random random = new Random(2);
        TimelineView before = view(random, people(random, 500));
        TimelineView after = view(random, people(random, 400));

        assertThat(curve(before, query -> query.tally(after), ALL)).isEmpty();
    }
}
