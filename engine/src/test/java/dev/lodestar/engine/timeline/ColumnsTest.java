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

    private static long[] instants(TimeColumn column, int size) {
        long[] instants = new long[size];
        Arrays.setAll(instants, column::get);
        long[] copied = new long[size];
        column.copyTo(0, size, copied, 0);
        assertThat(copied).isEqualTo(instants);
        return instants;
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
