package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private final Random random = new Random(11);

    private long[] numbers(long least, long range) {
        long[] numbers = new long[500];
        Arrays.setAll(numbers, _ -> least + random.nextLong(range));
        numbers[3] = least;
        numbers[7] = least + range;
        return numbers;
    }

    @Test
    void numbersTakeAsManyBytesAsTheirSpreadAndComeBackAsTheyWere() {
        long[][] columns = {
            numbers(-5, 255),
            numbers(20_000, 256),
            numbers(-5, 65_535),
            numbers(0, 65_536),
            numbers(-7_000_000_000L, 0xffff_ffffL),
            numbers(0, 0x1_0000_0000L)
        };
        int[] widths = {1, 2, 2, 4, 4, 8};
        for (int i = 0; i < columns.length; i++) {
            PackedColumn packed = PackedColumn.of(columns[i], 500);

            assertThat(packed.width()).isEqualTo(widths[i]);
            assertThat(packed.toLongs(500)).isEqualTo(columns[i]);
        }
    }

    @Test
    void numbersThatAreAllTheSameTakeNoBytes() {
        PackedColumn packed = PackedColumn.of(new long[] {-3, -3, -3, 9}, 3);

        assertThat(packed.width()).isZero();
        assertThat(packed.toLongs(4)).containsExactly(-3, -3, -3, 0);
        assertThat(PackedColumn.of(new long[0], 0).toLongs(1)).containsExactly(0);
    }

    @Test
    void theLeastAndTheGreatestNumberFitIntoOneColumn() {
        long[] numbers = {Long.MIN_VALUE, 0, Long.MAX_VALUE};

        assertThat(PackedColumn.of(numbers, 3).toLongs(3)).isEqualTo(numbers);
        assertThat(instants(TimeColumn.of(numbers, 3), 3)).isEqualTo(numbers);
    }

    @Test
    void instantsUpTo34YearsApartTakeFiveBytesAndOthersEight() {
        long near = (1L << 40) - 1;
        long[] within = {-77, near - 77, 5, 1L << 33};
        long[] beyond = {-77, near - 76, 5, 1L << 33};

        assertThat(TimeColumn.of(within, 4).wide).isNull();
        assertThat(TimeColumn.of(beyond, 4).wide).isNotNull();
        assertThat(instants(TimeColumn.of(within, 4), 4)).isEqualTo(within);
        assertThat(instants(TimeColumn.of(beyond, 4), 4)).isEqualTo(beyond);
    }

    @Test
    void instantsAreCopiedAsTheyArePackedAndNothingTellsOfTheEarliestOnceItIsGone() {
        TimeColumn before = TimeColumn.of(new long[] {5, 1_000, 2_000}, 3);
        TimeDraft draft = new TimeDraft();

        draft.begin(4, before);
        draft.copy(before, 0, 2);
        draft.add(1_500);
        draft.copy(before, 2, 3);
        TimeColumn more = draft.build(new int[] {0, 1, 1, 4});
        draft.begin(3, before);
        draft.copy(before, 1, 3);
        TimeColumn fewer = draft.build(new int[] {0, 0, 2});

        assertThat(instants(more, 4)).isEqualTo(new long[] {5, 1_000, 1_500, 2_000});
        assertThat(more.earliest).isEqualTo(5);
        assertThat(more.latest).isEqualTo(2_000);
        assertThat(instants(fewer, 2)).isEqualTo(new long[] {1_000, 2_000});
        assertThat(fewer.base).isEqualTo(1_000);
        assertThat(fewer.earliest).isEqualTo(1_000);
    }

    @Test
    void anInstantBeforeAllOthersOrFarBehindThemIsTakenToo() {
        TimeColumn before = TimeColumn.of(new long[] {5, 1_000}, 2);
        for (long instant : new long[] {-7, 1L << 50, Long.MIN_VALUE, Long.MAX_VALUE}) {
            TimeDraft draft = new TimeDraft();
            draft.begin(3, before);
            draft.copy(before, 0, 2);
            draft.add(instant);

            TimeColumn column = draft.build(new int[] {0, 2, 3});

            assertThat(instants(column, 3)).isEqualTo(new long[] {5, 1_000, instant});
            assertThat(column.earliest).isEqualTo(Math.min(5, instant));
            assertThat(column.latest).isEqualTo(Math.max(1_000, instant));
        }
    }

    private static long[] instants(TimeColumn column, int size) {
        long[] instants = new long[size];
        Arrays.setAll(instants, column::get);
        long[] copied = new long[size];
        column.copyTo(0, size, copied, 0);
        assertThat(copied).isEqualTo(instants);
        return instants;
    }

    @Test
    void typesAreTakenWhateverTheBlockBeforeHad() {
        List<int[]> blocks = List.of(
                new int[0], new int[] {7, 7, 7}, new int[] {3, 258, 4, 3, 9}, new int[] {2, 258, 4}, new int[] {0, 400
                });
        TypeDraft draft = new TypeDraft();
        for (int[] types : blocks) {
            PackedColumn before = PackedColumn.of(types, types.length);
            for (int type : new int[] {0, 3, 7, 255, 256, 258, 259, 1_000}) {
                for (int kept = 0; kept <= types.length; kept++) {
                    draft.begin(types.length + 1, before, kept == types.length);
                    draft.copy(before, 0, kept);
                    draft.add(type);

                    PackedColumn column = draft.build();

                    int[] expected = Arrays.copyOf(types, kept + 1);
                    expected[kept] = type;
                    assertThat(column.toInts(kept + 1)).isEqualTo(expected);
                    assertThat(column.greatest)
                            .isEqualTo(Arrays.stream(expected).max().orElseThrow());
                    assertThat(column.base)
                            .isEqualTo(Arrays.stream(expected).min().orElseThrow());
                    assertThat(column.width())
                            .isEqualTo(PackedColumn.of(expected, kept + 1).width());
                    assertThat(draft.get(kept)).isEqualTo(type);
                }
            }
        }
    }

    @Test
    void aSparseColumnKnowsWhichEventsHaveAValueAndWhich() {
        for (int oneIn : new int[] {1, 3, 200}) {
            SortedMap<Integer, Long> expected = new TreeMap<>();
            for (int event = 0; event < 1_000; event++) {
                if (random.nextInt(oneIn) == 0) {
                    expected.put(event, random.nextLong());
                }
            }
            SparseColumn.Builder builder = new SparseColumn.Builder();
            builder.begin();
            expected.forEach(builder::add);

            SparseColumn column = builder.build();

            assertThat(contents(column)).isEqualTo(expected);
            for (int event = 0; event < 1_100; event++) {
                assertThat(column.row(event) >= 0).isEqualTo(expected.containsKey(event));
                assertThat(column.rowsBefore(event))
                        .isEqualTo(expected.headMap(event).size());
            }
        }
    }

    @Test
    void aBuilderTakesPartOfAnotherColumnFurtherOn() {
        SparseColumn.Builder builder = new SparseColumn.Builder();
        builder.begin();
        builder.add(3, 30);
        builder.add(64, 640);
        builder.add(65, 650);
        builder.add(200, 2_000);
        SparseColumn source = builder.build();
        builder.begin();
        builder.copy(source, 4, 66, 70);
        builder.copy(source, 300, 400, 70);

        assertThat(contents(builder.build())).isEqualTo(new TreeMap<>(Map.of(134, 640L, 135, 650L)));
    }

    @Test
    void aBuilderTakesAnyPartOfAnyColumnToAnyPlace() {
        for (int attempt = 0; attempt < 500; attempt++) {
            int from = random.nextInt(300);
            int to = from + random.nextInt(300);
            int shift = random.nextInt(200) - Math.min(from, 100);
            int oneIn = 1 + random.nextInt(40);
            SortedMap<Integer, Long> expected = new TreeMap<>();
            SparseColumn.Builder source = new SparseColumn.Builder();
            source.begin();
            for (int event = random.nextInt(400); event < 500; event++) {
                if (random.nextInt(oneIn) == 0) {
                    long value = attempt % 2 == 0 ? random.nextLong() : random.nextInt(70_000);
                    source.add(event, value);
                    if (event >= from && event < to) {
                        expected.put(event + shift, value);
                    }
                }
            }
            SparseColumn.Builder builder = new SparseColumn.Builder();
            builder.begin();
            if (from + shift > 0) {
                builder.add(from + shift - 1, -1);
                expected.put(from + shift - 1, -1L);
            }
            builder.copy(source.build(), from, to, shift);
            builder.add(to + shift, -2);
            expected.put(to + shift, -2L);

            assertThat(contents(builder.build()))
                    .as("%d to %d, %d further on", from, to, shift)
                    .isEqualTo(expected);
        }
    }

    @Test
    void valuesAreSharedWithTheColumnBeforeUnlessSomeComeOrGo() {
        SparseColumn.Builder builder = new SparseColumn.Builder();
        for (int attempt = 0; attempt < 500; attempt++) {
            SortedMap<Integer, Long> before = new TreeMap<>();
            for (int event = 0; event < 300; event++) {
                if (random.nextInt(3) == 0) {
                    before.put(event, random.nextLong());
                }
            }
            builder.begin();
            before.forEach(builder::add);
            SparseColumn source = builder.build();
            int comingIn = random.nextBoolean() ? 5 : Integer.MAX_VALUE;
            int goingIn = random.nextBoolean() ? 5 : Integer.MAX_VALUE;
            SortedMap<Integer, Long> expected = new TreeMap<>();
            boolean changed = false;
            builder.begin();
            int shift = 0;
            for (int from = 0; from < 300; ) {
                int to = Math.min(300, from + 1 + random.nextInt(60));
                if (random.nextInt(goingIn) == 0) {
                    changed |= !before.subMap(from, to).isEmpty();
                    shift -= to - from;
                } else {
                    builder.copy(source, from, to, shift);
                    int further = shift;
                    before.subMap(from, to).forEach((event, value) -> expected.put(event + further, value));
                }
                if (random.nextInt(comingIn) == 0) {
                    changed = true;
                    builder.add(to + shift, -1);
                    expected.put(to + shift++, -1L);
                }
                from = to;
            }

            SparseColumn column = builder.build();

            assertThat(contents(column)).isEqualTo(expected);
            assertThat(column.values == source.values).isEqualTo(!changed);
        }
    }

    @Test
    void whereUsersBeginIsKeptInAsFewBytesAsItTakes() {
        int[] few = {0, 3, 3, 65_535};
        int[] many = {0, 3, 3, 65_536};

        assertThat(Starts.of(few).toInts()).isEqualTo(few);
        assertThat(Starts.of(many.clone()).toInts()).isEqualTo(many);
        assertThat(Starts.of(few).of(3)).isEqualTo(65_535);
        assertThat(Starts.of(many).of(3)).isEqualTo(65_536);
        assertThat(Starts.of(few).memory()).isLessThan(Starts.of(many).memory());
    }

    @Test
    void aColumnWithoutValuesHasNoEvents() {
        SparseColumn.Builder builder = new SparseColumn.Builder();
        builder.begin();

        SparseColumn column = builder.build();

        assertThat(column.next(0)).isEqualTo(SparseColumn.NONE);
        assertThat(column.row(0)).isEqualTo(-1);
        assertThat(column.rowsBefore(5)).isZero();
    }

    private static SortedMap<Integer, Long> contents(SparseColumn column) {
        SortedMap<Integer, Long> contents = new TreeMap<>();
        List<Integer> events = new ArrayList<>();
        for (int event = column.next(0); event != SparseColumn.NONE; event = column.next(event + 1)) {
            events.add(event);
        }
        events.forEach(event -> contents.put(event, column.valueOf(event)));
        return contents;
    }
}
