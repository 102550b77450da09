package dev.lodestar.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.engine.fixture.RandomProject;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted for all users of a block together, or from a table, against a look at each active day of each user. */
class ActiveDayRowsTest {
    private static final int HISTORIES = 300;
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 3, 1);
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/Havana");
    private static final List<List<String>> GROUPS = List.of(
            List.of(), List.of("smb"), List.of("enterprise", Filters.NONE), List.of("smb", "enterprise", "unheard of"));
    private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 60, 90);

    private final Random random = new Random(78);

    /** Most hold all that happened, so that every block is read the fast way. */
    private DayRange range() {
        int from = random.nextInt(4) > 0 ? -10 - random.nextInt(90) : random.nextInt(250);
        int to = random.nextInt(4) > 0 ? 500 : from + random.nextInt(1, 200);
        return DayRange.of(FIRST_DAY.plusDays(from), FIRST_DAY.plusDays(to));
    }

    private Filters filters() {
        return switch (random.nextInt(3)) {
            case 0 -> Filters.of(Map.of("segment", "smb"));
            case 1 -> Filters.of(Map.of("channel", "paid"));
            default -> Filters.EVERYBODY;
        };
    }

    private TimelineView view(int history) {
        ZoneId zone = ZoneId.of(ZONES.get(history % ZONES.size()));
        return RandomProject.of(history, zone, FIRST_DAY, 40).view();
    }

    @Test
    void retentionIsWhatADayByDayCountSays() {
        for (int history = 0; history < HISTORIES; history++) {
            TimelineView view = view(history);
            RetentionQuery query = retention();

            Tally tally = query.tally(view);

            assertThat(plain(tally.sums()))
                    .as("history %d, %s", history, query)
                    .isEqualTo(plain(retention(view, query)));
        }
    }

    private RetentionQuery retention() {
        CalendarPeriod period = CalendarPeriod.values()[random.nextInt(CalendarPeriod.values().length)];
        List<String> groups = GROUPS.get(random.nextInt(GROUPS.size()));
        RetentionDefinition definition = RetentionDefinition.of(period, RetentionMode.ON)
                .by(groups.isEmpty() ? null : "segment", RetentionDefinition.DEFAULT_GROUPS);
        return new RetentionQuery(definition, range(), groups, filters());
    }

    private static Map<String, long[]> retention(TimelineView view, RetentionQuery query) {
        DayRange range = query.range();
        PeriodTable periods =
                PeriodTable.fromPeriodStart(view.calendar(), query.definition().period(), range);
        int attribute = view.attributes().indexOf("segment");
        Map<String, long[]> rows = new TreeMap<>();
        UserSelection.of(view, query.filters()).forEach((block, user) -> {
            if (block.hasProfile(user) && range.contains(block.signupDay(user))) {
                int cohort = periods.indexOf(block.signupDay(user));
                String segment = view.attributes().valuesOf(attribute).get(block.attribute(attribute, user));
                int known = query.groups().indexOf(segment.isEmpty() ? Filters.NONE : segment);
                String name = RetentionQuery.row(known < 0 ? query.groups().size() : known, cohort);
                long[] row = rows.computeIfAbsent(name, _ -> new long[1 + periods.size() - cohort]);
                row[0]++;
                activeDays(block, user)
                        .filter(day -> day >= periods.firstDay(cohort) && day < range.to())
                        .map(day -> periods.indexOf(day) - cohort)
                        .distinct()
                        .forEach(age -> row[1 + age]++);
            }
        });
        return rows;
    }

    private static IntStream activeDays(UserBlock block, int user) {
        return IntStream.range(block.activeStart(user), block.activeStart(user + 1))
                .map(block::activeDay);
    }

    @Test
    void dayNIsWhatADayByDayCountSays() {
        for (int history = 0; history < HISTORIES; history++) {
            TimelineView view = view(history);
            DayRange range = range();
            Filters filters = filters();

            Tally tally = new DayNQuery(range, DAYS, filters).tally(view);

            assertThat(plain(tally.sums()))
                    .as("history %d, %s, %s", history, range, filters)
                    .isEqualTo(plain(dayN(view, range, filters)));
        }
    }

    private static Map<String, long[]> dayN(TimelineView view, DayRange range, Filters filters) {
        long[] eligible = new long[DAYS.size()];
        long[] retained = new long[DAYS.size()];
        long[] onOrAfter = new long[DAYS.size()];
        UserSelection.of(view, filters).forEach((block, user) -> {
            int signupDay = block.signupDay(user);
            if (block.hasProfile(user) && range.contains(signupDay)) {
                int[] ages = activeDays(block, user)
                        .filter(day -> day < range.to())
                        .map(day -> day - signupDay)
                        .toArray();
                for (int i = 0; i < DAYS.size(); i++) {
                    int day = DAYS.get(i);
                    eligible[i] += signupDay + day < range.to() ? 1 : 0;
                    retained[i] += Arrays.stream(ages).anyMatch(age -> age == day) ? 1 : 0;
                    onOrAfter[i] += Arrays.stream(ages).anyMatch(age -> age >= day) ? 1 : 0;
                }
            }
        });
        return Map.of(DayNQuery.ELIGIBLE, eligible, DayNQuery.RETAINED, retained, DayNQuery.ON_OR_AFTER, onOrAfter);
    }

    private static Map<String, List<Long>> plain(Map<String, long[]> rows) {
        Map<String, List<Long>> plain = new TreeMap<>();
        rows.forEach((name, row) -> plain.put(name, Arrays.stream(row).boxed().toList()));
        return plain;
    }
}
