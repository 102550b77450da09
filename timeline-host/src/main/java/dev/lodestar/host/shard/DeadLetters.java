package dev.lodestar.host.shard;

import dev.lodestar.contracts.wire.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;

/**
 * Puts records that cannot be read on the dead-letter topic, bytes and headers unchanged, with the reason and the place they were read from.
 * Waits for the broker's acknowledgement, so that the shard's offset never passes a record that is neither applied nor set aside; when the
 * broker does not take it in time, the log names the place, where the record still stands.
 */
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final long ACKNOWLEDGE_SECONDS = 10;

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    DeadLetters(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    void send(ConsumerRecord<byte[], byte[]> record, String reason) {
        String source = record.topic() + "-" + record.partition() + "@" + record.offset();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), record.value());
        Headers headers = letter.headers();
        record.headers().forEach(headers::add);
        headers.add(RecordHeaders.DEAD_LETTER_REASON, reason.getBytes(StandardCharsets.UTF_8));
        headers.add(RecordHeaders.DEAD_LETTER_SOURCE, source.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(letter).get(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS);
            LOG.warnf("Unreadable record set aside source=%s reason=%s", source, reason);
        } catch (ExecutionException | TimeoutException e) {
            LOG.errorf(e, "Unreadable record could not be set aside and stands only in the log source=%s", source);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
