package dev.lodestar.host.disclosure.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountTableTest {
    private static final int ROUNDS = 1_500;

    private final CountTable table = new CountTable(10);

    private List<Integer> withheld() {
        table.settle();
        return IntStream.range(0, table.size())
                .filter(table::isWithheld)
                .boxed()
                .toList();
    }

    /** As many counts as a daily retention matrix of two years has: where looking takes too long, more is withheld, and nothing that is small is told. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_table_too_large_to_look_through_tells_no_small_count_either(boolean totalsFirst) {
        int cohorts = 730;
        Random random = new Random(20_261_126);
        int[] sizes = random.ints(cohorts, 12, 32).toArray();
        int[][] returned = IntStream.range(0, cohorts)
                .mapToObj(cohort -> IntStream.generate(() -> random.nextInt(4) * random.nextInt(4))
                        .limit(cohorts - cohort)
                        .toArray())
                .toArray(int[][]::new);
        int[] totals = IntStream.range(0, cohorts)
                .map(period -> table.shown(IntStream.range(0, cohorts - period)
                        .map(cohort -> returned[cohort][period])
                        .sum()))
                .toArray();
        if (totalsFirst) {
            table.settle();
        }
        List<List<Integer>> columns = IntStream.range(0, cohorts)
                .<List<Integer>>mapToObj(ignored -> new ArrayList<>())
                .toList();
        List<int[]> groups = new ArrayList<>();
        for (int cohort = 0; cohort < cohorts; cohort++) {
            int size = table.shown(sizes[cohort]);
            for (int period = 0; period < cohorts - cohort; period++) {
                int active = table.shown(returned[cohort][period]);
                int rest = table.implied(sizes[cohort] - returned[cohort][period]);
                table.sum(size, active, rest);
                groups.add(new int[] {size, active, rest});
                columns.get(period).add(active);
            }
        }
        IntStream.range(0, cohorts)
                .forEach(period -> table.sum(
                        totals[period],
                        columns.get(period).stream().mapToInt(Integer::intValue).toArray()));

        table.settle();

        for (int[] group : groups) {
            for (int cell : group) {
                boolean small = table.users(cell) > 0 && table.users(cell) < table.minimum();
                boolean told = cell == group[2]
                        ? !table.isWithheld(group[0]) && !table.isWithheld(group[1])
                        : !table.isWithheld(cell);
                assertThat(small && told).isFalse();
            }
        }
        long shown =
                IntStream.of(totals).filter(total -> !table.isWithheld(total)).count();
        assertThat(shown).isGreaterThanOrEqualTo(totalsFirst ? cohorts * 9 / 10 : 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9})
    void a_count_below_the_minimum_is_withheld(long users) {
        int small = table.shown(users);
        assertThat(withheld()).containsExactly(small);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 1_000_000})
    void nobody_and_groups_of_the_minimum_are_shown(long users) {
        table.shown(users);
        assertThat(withheld()).isEmpty();
    }

    @Test
    void the_smallest_of_the_others_goes_with_a_small_part_of_a_known_total() {
        int total = table.shown(165);
        int large = table.shown(100);
        int middle = table.shown(60);
        int small = table.shown(5);
        table.sum(total, large, middle, small);
        assertThat(withheld()).containsExactly(middle, small);
    }

    @Test
    void two_small_parts_cover_each_other_only_when_they_are_not_small_together() {
        int total = table.shown(120);
        int large = table.shown(100);
        int one = table.shown(9);
        int other = table.shown(11);
        int nobody = table.shown(0);
        table.sum(total, large, one, other, nobody);
        assertThat(withheld()).containsExactly(one, other);

        CountTable tight = new CountTable(10);
        int all = tight.shown(106);
        int most = tight.shown(100);
        int four = tight.shown(4);
        int two = tight.shown(2);
        tight.sum(all, most, four, two);
        tight.settle();
        assertThat(tight.isWithheld(most)).isTrue();
        assertThat(tight.isWithheld(all)).isFalse();
    }

    @Test
    void a_part_goes_when_the_rest_of_its_base_is_small() {
        int base = table.shown(100);
        int part = table.shown(97);
        table.sum(base, part, table.implied(3));
        assertThat(withheld()).containsExactly(part);
    }

    @Test
    void of_nested_counts_so_many_go_that_the_step_between_those_left_is_not_small() {
        int[] stages = new int[5];
        long[] users = {100, 97, 94, 80, 0};
        Arrays.setAll(stages, k -> table.shown(users[k]));
        IntStream.range(1, 5).forEach(k -> table.sum(stages[k - 1], stages[k], table.implied(users[k - 1] - users[k])));
        assertThat(withheld()).containsExactly(stages[1], stages[2]);
    }

    @Test
    void counts_that_were_shown_before_stay_and_others_give_way() {
        int total = table.shown(40);
        table.settle();
        int small = table.shown(4);
        int large = table.shown(36);
        table.sum(total, small, large);
        assertThat(withheld()).containsExactly(small, large);
    }

    @Test
    void a_cell_between_two_cycles_of_a_square_table_is_not_left_to_be_solved() {
        long[][] users = {{5, 50, 60, 70}, {50, 5, 60, 70}, {60, 60, 4, 40}, {70, 70, 40, 3}};
        int[][] cells = square(table, users);
        assertThat(withheld()).contains(cells[0][0], cells[1][1], cells[2][2], cells[3][3]);
        assertSafe(table, "square");
    }

    @Test
    void a_sum_that_is_none_is_refused() {
        int one = table.shown(1);
        int two = table.shown(2);
        assertThatThrownBy(() -> table.sum(one, two)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void random_tables_leave_no_small_count_to_be_solved() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            CountTable any = new CountTable(2 + random.nextInt(5));
            switch (seed % 4) {
                case 0 -> square(any, users(random, 2 + random.nextInt(3), 2 + random.nextInt(3), 9));
                case 1 -> nestedGroups(any, random);
                case 2 -> histogramWithDays(any, random);
                default -> lifecycle(any, random);
            }
            any.settle();
            assertSafe(any, "seed " + seed);
        }
    }

    @Test
    void groups_give_way_and_the_totals_stay_as_they_are_without_groups() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            CountTable whole = new CountTable(4);
            CountTable broken = new CountTable(4);
            int[] totals = nestedGroups(whole, new Random(seed));
            nestedGroups(broken, new Random(seed));
            broken.settle();
            for (int total : totals) {
                assertThat(broken.isWithheld(total)).as("seed %d", seed).isEqualTo(whole.isWithheld(total));
            }
        }
    }

    @Test
    void of_small_random_tables_every_small_count_may_have_several_values() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            CountTable any = new CountTable(2 + random.nextInt(3));
            square(any, users(random, 2, 2 + random.nextInt(2), 5));
            any.settle();
            ExactSolution solution = new ExactSolution(any);
            for (int cell = 0; cell < any.size(); cell++) {
                if (any.isSmall(cell)) {
                    assertThat(solution.possibleValues(cell, 30))
                            .as("seed %d, count %d", seed, cell)
                            .isGreaterThan(1);
                }
            }
        }
    }

    @Test
    void a_table_of_large_counts_keeps_all_of_them() {
        Random random = new Random(1);
        long[][] users = users(random, 8, 8, 1);
        for (long[] row : users) {
            Arrays.setAll(row, i -> 10 + random.nextInt(1000));
        }
        square(table, users);
        assertThat(withheld()).isEmpty();
    }

    @Test
    void what_takes_too_long_to_look_through_is_withheld_altogether() {
        Random random = new Random(2);
        int[][] cells = square(table, users(random, 300, 300, 12));
        table.settle();
        assertThat(IntStream.range(0, table.size()).filter(cell -> !table.isWithheld(cell)))
                .allMatch(cell -> table.users(cell) == 0 || table.users(cell) >= 10);
        assertThat(Arrays.stream(cells)
                        .flatMapToInt(Arrays::stream)
                        .filter(table::isSmall)
                        .allMatch(table::isWithheld))
                .isTrue();
    }

    private static void assertSafe(CountTable table, String what) {
        ExactSolution solution = new ExactSolution(table);
        for (int cell = 0; cell < table.size(); cell++) {
            if (table.isSmall(cell)) {
                assertThat(solution.isDetermined(cell))
                        .as("%s, count %d", what, cell)
                        .isFalse();
            }
        }
    }

    private static long[][] users(Random random, int rows, int columns, int most) {
        long[][] users = new long[rows][columns];
        for (long[] row : users) {
            Arrays.setAll(row, i -> random.nextInt(most));
        }
        return users;
    }

    /** A table with the sums of its rows and columns and the sum of all. */
    private static int[][] square(CountTable table, long[][] users) {
        int[][] cells = new int[users.length][];
        int[] rows = new int[users.length];
        for (int i = 0; i < users.length; i++) {
            cells[i] = Arrays.stream(users[i]).mapToInt(table::shown).toArray();
            rows[i] = table.shown(Arrays.stream(users[i]).sum());
            table.sum(rows[i], cells[i]);
        }
        int[] columns = new int[users[0].length];
        for (int j = 0; j < columns.length; j++) {
            int column = j;
            columns[j] = table.shown(
                    Arrays.stream(users).mapToLong(row -> row[column]).sum());
            table.sum(
                    columns[j],
                    Arrays.stream(cells).mapToInt(row -> row[column]).toArray());
        }
        int all = table.shown(Arrays.stream(users).flatMapToLong(Arrays::stream).sum());
        table.sum(all, rows);
        table.sum(all, columns);
        return cells;
    }

    /** Groups that each lose users from stage to stage, and the sums over the groups. */
    private static int[] nestedGroups(CountTable table, Random random) {
        int stages = 2 + random.nextInt(4);
        long[][] users = users(random, 1 + random.nextInt(4), stages, 9);
        for (long[] group : users) {
            for (int k = stages - 2; k >= 0; k--) {
                group[k] += group[k + 1];
            }
        }
        int[] totals = chain(
                table,
                IntStream.range(0, stages)
                        .mapToLong(k -> Arrays.stream(users)
                                .mapToLong(group -> group[k])
                                .sum())
                        .toArray());
        table.settle();
        List<int[]> groups = new ArrayList<>();
        Arrays.stream(users).forEach(group -> groups.add(chain(table, group)));
        for (int k = 0; k < stages; k++) {
            int stage = k;
            table.sum(totals[k], groups.stream().mapToInt(group -> group[stage]).toArray());
        }
        return totals;
    }

    private static int[] chain(CountTable table, long[] users) {
        int[] cells = Arrays.stream(users).mapToInt(table::shown).toArray();
        for (int k = 1; k < users.length; k++) {
            table.sum(cells[k - 1], cells[k], table.implied(users[k - 1] - users[k]));
        }
        return cells;
    }

    /** Users by number of active days, at least so many, and the users of each day: the days of all users are the same, counted in two ways. */
    private static void histogramWithDays(CountTable table, Random random) {
        int days = 2 + random.nextInt(4);
        long[] perDay = new long[days];
        long[] users = new long[days + 1];
        for (int user = 0; user < 3 + random.nextInt(30); user++) {
            int active = 0;
            for (int day = 0; day < days; day++) {
                boolean here = random.nextInt(3) > 0;
                perDay[day] += here ? 1 : 0;
                active += here ? 1 : 0;
            }
            users[active]++;
        }
        int[] exactly = new int[days];
        int[] atLeast = new int[days];
        long sum = 0;
        for (int k = days; k >= 1; k--) {
            sum += users[k];
            exactly[k - 1] = table.shown(users[k]);
            atLeast[k - 1] = table.shown(sum);
            if (k == days) {
                table.sum(atLeast[k - 1], exactly[k - 1]);
            } else {
                table.sum(atLeast[k - 1], atLeast[k], exactly[k - 1]);
            }
        }
        table.balance(atLeast, Arrays.stream(perDay).mapToInt(table::shown).toArray());
    }

    private static void lifecycle(CountTable table, Random random) {
        int before = table.shown(random.nextInt(20));
        for (int t = 0; t < 2 + random.nextInt(4); t++) {
            long returning = random.nextInt((int) table.users(before) + 1);
            long joined = random.nextInt(8);
            long back = random.nextInt(5);
            int stay = table.shown(returning);
            int active = table.shown(returning + joined + back);
            table.sum(active, stay, table.shown(joined), table.shown(back));
            table.sum(before, stay, table.shown(table.users(before) - returning));
            before = active;
        }
    }
}
