package dev.lodestar.host.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.wire.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestoreFramesTest {
    private static final TopicPartition PARTITION = new TopicPartition("timeline.v1", 3);

    @Test
    void what_the_restore_callback_does_not_see_travels_inside_the_value() {
        ConsumerRecord<byte[], byte[]> framed = intercept(record(bytes("event"), bytes("key"), bytes("value")));

        LogRecord read = RestoreFrames.unframe(framed.key(), framed.value());

        assertThat(read.type()).isEqualTo(bytes("event"));
        assertThat(read.key()).isEqualTo(bytes("key"));
        assertThat(read.value()).isEqualTo(bytes("value"));
        assertThat(read.offset()).isEqualTo(42);
        assertThat(read.writtenAtMillis()).isEqualTo(framed.timestamp()).isPositive();
        assertThat(framed.offset()).isEqualTo(42);
        assertThat(framed.partition()).isEqualTo(3);
    }

    @Test
    void a_missing_type_or_value_stays_missing_and_a_missing_key_becomes_empty() {
        ConsumerRecord<byte[], byte[]> framed = intercept(record(null, null, null));

        LogRecord read = RestoreFrames.unframe(framed.key(), framed.value());

        assertThat(read.type()).isNull();
        assertThat(read.value()).isNull();
        assertThat(read.key()).isEmpty();
    }

    @Test
    void an_empty_type_and_an_empty_value_are_not_missing() {
        ConsumerRecord<byte[], byte[]> framed = intercept(record(new byte[0], new byte[0], new byte[0]));

        LogRecord read = RestoreFrames.unframe(framed.key(), framed.value());

        assertThat(read.type()).isEmpty();
        assertThat(read.value()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> intercept(ConsumerRecord<byte[], byte[]> record) {
        try (RestoreFrames frames = new RestoreFrames()) {
            return frames.onConsume(new ConsumerRecords<>(
                            Map.of(PARTITION, List.of(record)), Map.of(PARTITION, new OffsetAndMetadata(43))))
                    .records(PARTITION)
                    .getFirst();
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] type, byte @Nullable [] key, byte @Nullable [] value) {
        org.apache.kafka.common.header.internals.RecordHeaders headers =
                new org.apache.kafka.common.header.internals.RecordHeaders();
        if (type != null) {
            headers.add(new RecordHeader(RecordHeaders.RECORD_TYPE, type));
        }
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                42,
                7,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
