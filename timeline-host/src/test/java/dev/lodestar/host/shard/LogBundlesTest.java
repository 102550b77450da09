package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class LogBundlesTest {
    private static final TopicPartition THIRD = new TopicPartition("timeline.v1", 3);
    private static final TopicPartition FIFTH = new TopicPartition("timeline.v1", 5);

    @Test
    void what_a_poll_found_in_a_partition_is_one_record_at_the_first_offset() {
        List<ConsumerRecord<byte[], byte[]>> third = List.of(record(THIRD, 42), record(THIRD, 43), record(THIRD, 47));
        List<ConsumerRecord<byte[], byte[]>> fifth = List.of(record(FIFTH, 7));
        Map<TopicPartition, OffsetAndMetadata> next =
                Map.of(THIRD, new OffsetAndMetadata(48), FIFTH, new OffsetAndMetadata(8));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new LinkedHashMap<>();
        found.put(THIRD, third);
        found.put(FIFTH, fifth);

        ConsumerRecords<byte[], byte[]> bundles = bundled(new ConsumerRecords<>(found, next));

        assertThat(bundles.records(THIRD)).singleElement().satisfies(bundle -> {
            assertThat(bundle.offset()).isEqualTo(42);
            assertThat(afterStreams(bundle)).isEqualTo(third);
        });
        assertThat(bundles.records(FIFTH)).singleElement().satisfies(bundle -> {
            assertThat(bundle.offset()).isEqualTo(7);
            assertThat(afterStreams(bundle)).isEqualTo(fifth);
        });
        assertThat(bundles.nextOffsets()).isEqualTo(next);
    }

    @Test
    void a_poll_that_found_nothing_stays_one() {
        assertThat(bundled(ConsumerRecords.empty()).isEmpty()).isTrue();
    }

    @Test
    void a_record_that_came_another_way_is_not_taken_for_a_bundle_of_none() {
        assertThatThrownBy(() -> LogBundles.recordsOf(record(THIRD, 42).headers()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LogBundles");
    }

    /** As a processor sees it: Streams copies the headers. */
    private static List<ConsumerRecord<byte[], byte[]>> afterStreams(ConsumerRecord<byte[], byte[]> bundle) {
        return LogBundles.recordsOf(new Record<>(bundle.key(), bundle.value(), 0, bundle.headers()).headers());
    }

    private static ConsumerRecords<byte[], byte[]> bundled(ConsumerRecords<byte[], byte[]> found) {
        try (LogBundles bundles = new LogBundles()) {
            return bundles.onConsume(found);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[16], new byte[] {1});
        record.headers()
                .add(new RecordHeaders().add("record-type", new byte[] {2}).lastHeader("record-type"));
        return record;
    }
}
