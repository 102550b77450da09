package dev.lodestar.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.contracts.timeline.ErasureRecord;
import dev.lodestar.contracts.timeline.EventRecord;
import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.contracts.timeline.PropertyValue;
import dev.lodestar.contracts.wire.RecordHeaders;
import dev.lodestar.contracts.wire.TimelineRecord;
import dev.lodestar.contracts.wire.UserKey;
import dev.lodestar.ingest.Await;
import dev.lodestar.ingest.Warehouse;
import dev.lodestar.ingest.identity.Pseudonyms;
import dev.lodestar.ingest.publishing.RecordPublisher;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
class WarehouseWriterTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Inject
    RecordPublisher publisher;

    @Inject
    Warehouse warehouse;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    WarehouseWriter writer;

    @Inject
    @ConfigProperty(name = "lodestar.topics.timeline")
    String timelineTopic;

    @Inject
    @ConfigProperty(name = "lodestar.topics.timeline-dead-letter")
    String deadLetterTopic;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void the_first_of_two_events_with_one_id_stays_and_another_body_is_a_conflict() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());

        awaitWritten(publish(event(user, "same", 1), event(user, "same", 1), event(user, "same", 2)));

        assertThat(warehouse.texts("select body_hash from analytics.user_events where user_id = ?", user.toString()))
                .containsExactly("1");
        assertThat(warehouse.refused(user.toString()))
                .singleElement()
                .satisfies(row -> assertThat(row.code()).isEqualTo("conflict"))
                .satisfies(row -> assertThat(row.raw()).contains("\"event_id\":\"same\""));
    }

    @Test
    void rows_sent_again_among_new_ones_are_known_and_the_new_ones_are_stored() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        awaitWritten(publish(event(user, "a", 1), event(user, "b", 2)));
        long before =
                warehouse.number("select coalesce(sum(count), 0) from quality_count where code = 'stored_before'");

        awaitWritten(publish(event(user, "c", 3), event(user, "a", 1), event(user, "d", 4)));
        awaitWritten(publish(event(user, "b", 2), event(user, "b", 2)));
        awaitWritten(publish(event(user, "e", 5)));

        assertThat(warehouse.texts(
                        "select event_id || body_hash from analytics.user_events where user_id = ? order by event_id",
                        user.toString()))
                .containsExactly("a1", "b2", "c3", "d4", "e5");
        assertThat(warehouse.number("select sum(count) from quality_count where code = 'stored_before'"))
                .isEqualTo(before + 3);
    }

    @Test
    void events_of_unknown_users_and_before_signup_are_stored_and_counted_as_the_log_had_it() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        long unknown = findings("unknown_user");
        long early = findings("before_signup");

        awaitWritten(publish(
                event(user, "a", 1),
                profile(user),
                event(user, "b", 2),
                at(event(user, "c", 3), NOW.minusMillis(1)),
                event(user, "c", 4)));
        awaitWritten(publish(event(user, "a", 1), event(user, "d", 5), at(event(user, "e", 6), NOW.minusSeconds(1))));

        assertThat(findings("unknown_user")).isEqualTo(unknown + 1);
        assertThat(findings("before_signup")).isEqualTo(early + 2);
        writer.forgetUsers();
        awaitWritten(publish(event(user, "f", 7), at(event(user, "g", 8), NOW.minusSeconds(2))));
        assertThat(findings("unknown_user")).as("the table knows the user too").isEqualTo(unknown + 1);
        assertThat(findings("before_signup")).isEqualTo(early + 3);
    }

    @Test
    void an_invoice_in_another_currency_than_the_projects_is_stored_and_counted() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        long foreign = findings("other_currency");
        long early = findings("before_signup");

        awaitWritten(publish(
                profile(user),
                invoice(user, "a", 1, "USD"),
                invoice(user, "b", 2, "usd"),
                event(user, "c", 3),
                invoice(user, "d", 4, "EUR"),
                at(invoice(user, "e", 5, "euro"), NOW.minusSeconds(1))));
        awaitWritten(publish(invoice(user, "d", 4, "EUR")));

        assertThat(findings("other_currency")).isEqualTo(foreign + 2);
        assertThat(findings("before_signup")).isEqualTo(early + 1);
        assertThat(warehouse.number("select count(*) from analytics.user_events where user_id = ?", user.toString()))
                .isEqualTo(5);
    }

    @Test
    void every_change_of_a_profile_is_one_and_what_repeats_it_or_is_older_is_none() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        UserKey other = new UserKey(UUID.randomUUID());
        long stored = profiles("stored");
        long before = profiles("stored_before");

        awaitWritten(publish(
                profile(user, "free", 1),
                profile(user, "pro", 3),
                profile(other, "free", 0),
                profile(user, "pro", 3),
                profile(user, "team", 2),
                profile(other, "pro", 0)));
        awaitWritten(publish(profile(other, "pro", 0), profile(user, "free", 4)));

        assertThat(warehouse.texts("select plan_type from analytics.user_profiles where user_id = ?", user.toString()))
                .containsExactly("free");
        assertThat(warehouse.texts("select plan_type from analytics.user_profiles where user_id = ?", other.toString()))
                .containsExactly("pro");
        assertThat(profiles("stored")).isEqualTo(stored + 5);
        assertThat(profiles("stored_before")).isEqualTo(before + 3);
    }

    @Test
    void an_erasure_deletes_what_lies_before_it_and_the_way_back_to_the_person() throws Exception {
        String person = "person-" + UUID.randomUUID();
        UserKey user = new UserKey(
                Objects.requireNonNull(pseudonyms.of(List.of(person)).get(person)));
        TimelineRecord erasure = new TimelineRecord.Erasure(
                user, ErasureRecord.newBuilder().setErasureId("er-1").build());

        awaitWritten(publish(event(user, "before", 1), profile(user), erasure, event(user, "after", 1)));

        assertThat(warehouse.texts("select event_id from analytics.user_events where user_id = ?", user.toString()))
                .containsExactly("after");
        assertThat(warehouse.texts("select user_id from analytics.user_profiles where user_id = ?", user.toString()))
                .isEmpty();
        assertThat(warehouse.number("select count(*) from identity where user_id = ?", user.pseudonym()))
                .isZero();
        assertThat(pseudonyms.of(List.of(person))).doesNotContainValue(user.pseudonym());
    }

    @Test
    void what_cannot_be_read_or_stored_is_put_aside_and_blocks_nothing() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        ProducerRecord<byte[], byte[]> nonsense =
                new ProducerRecord<>(timelineTopic, user.toBytes(), "nonsense".getBytes(StandardCharsets.UTF_8));
        nonsense.headers().add(RecordHeaders.RECORD_TYPE, "parcel".getBytes(StandardCharsets.UTF_8));

        awaitWritten(publish(event(user, "a", 1)));
        publisher.publish(nonsense).toCompletableFuture().get(30, TimeUnit.SECONDS);
        awaitWritten(publish(
                event(user, "a", 1),
                event(user, "nul\0", 2),
                at(event(user, "never", 3), Long.MAX_VALUE),
                event(user, "b", 4)));

        assertThat(warehouse.texts(
                        "select event_id from analytics.user_events where user_id = ? order by event_id",
                        user.toString()))
                .containsExactly("a", "b");
        assertThat(deadLettersOf(user, 3))
                .as("each is put aside once, however often its batch is begun")
                .hasSize(3)
                .anyMatch(reason -> reason.equals("unknown record type 'parcel'"))
                .anyMatch(reason -> reason.matches("the database refuses it.*0x00.*"))
                .anyMatch(reason -> reason.matches("the database refuses it.*out of range.*"));
    }

    @Test
    void what_a_crash_of_the_database_took_back_is_read_again() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        long stored = findings("stored");
        long unknown = findings("unknown_user");
        Map<Integer, Long> ends = publish(event(user, "a", 1));
        awaitWritten(ends);

        ends.forEach((partition, end) -> crash(user, "a", partition, end));
        awaitWritten(publish(event(user, "b", 2)));

        assertThat(warehouse.texts(
                        "select event_id from analytics.user_events where user_id = ? order by event_id",
                        user.toString()))
                .containsExactly("a", "b");
        assertThat(findings("stored")).isEqualTo(stored + 2);

        Map<Integer, Long> last = publish(event(user, "c", 3));
        awaitWritten(last);
        last.forEach((partition, end) -> crash(user, "c", partition, end));
        awaitWritten(last);
        assertThat(warehouse.number("select count(*) from analytics.user_events where user_id = ?", user.toString()))
                .as("also where nothing comes afterwards")
                .isEqualTo(3);
        assertThat(findings("unknown_user"))
                .as("what was known of users before is forgotten")
                .isEqualTo(unknown + 1);
    }

    /** Takes the transaction that wrote the last event back, as a crash does, but leaves a profile of the user behind, as a commit whose reply was lost. */
    private void crash(UserKey user, String eventId, int partition, long end) {
        assertThat(warehouse.texts(
                        """
                        with event as (delete from analytics.user_events where user_id = ? and event_id = ?),
                            book as (update quality_count set count = count - 1
                                where data_set = 'events' and source = ? and hour = ?::timestamptz and code = 'stored'),
                            profile as (insert into analytics.user_profiles (user_id, signup_date, received_at, ingest_partition, ingest_offset)
                                values (?, ?::timestamptz, ?::timestamptz, ?, 0) on conflict do nothing)
                        update warehouse_offset set next_offset = ? where topic = ? and partition = ? returning next_offset
                        """,
                        user.toString(),
                        eventId,
                        partition,
                        NOW.toString(),
                        user.toString(),
                        NOW.toString(),
                        NOW.toString(),
                        partition,
                        end - 1,
                        timelineTopic,
                        partition))
                .hasSize(1);
    }

    @Test
    void a_writer_that_reads_everything_again_from_the_start_doubles_nothing() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        TimelineRecord[] events =
                IntStream.range(0, 500).mapToObj(i -> event(user, "e" + i, i)).toArray(TimelineRecord[]::new);
        Map<Integer, Long> ends = publish(events);
        awaitWritten(ends);
        long booked =
                warehouse.number("select sum(count) from quality_count where code in ('stored', 'stored_before')");

        try (Consumer<byte[], byte[]> zombie = consumer()) {
            List<TopicPartition> partitions = ends.keySet().stream()
                    .map(p -> new TopicPartition(timelineTopic, p))
                    .toList();
            zombie.assign(partitions);
            zombie.seekToBeginning(partitions);
            assertThat(Await.until(() -> refusal(zombie), refusal -> !refusal.isEmpty()))
                    .as("a writer that lost its partition cannot write")
                    .contains("another writer has taken over");
            writer.rewind(zombie);
            assertThat(zombie.position(partitions.getFirst()))
                    .isGreaterThanOrEqualTo(ends.values().iterator().next());
        }

        assertThat(warehouse.number("select count(*) from analytics.user_events where user_id = ?", user.toString()))
                .isEqualTo(500);
        assertThat(warehouse.number("select sum(count) from quality_count where code in ('stored', 'stored_before')"))
                .isEqualTo(booked);
    }

    @Test
    void an_event_is_stored_as_it_was_sent_whether_it_is_copied_or_comes_among_repeats() throws Exception {
        UserKey user = new UserKey(UUID.randomUUID());
        awaitWritten(publish(odd(user, "copied")));

        awaitWritten(publish(odd(user, "copied"), odd(user, "inserted")));

        String columns =
                "select concat_ws('|', event_type, extract(epoch from \"timestamp\"), properties, coalesce(sent_at::text, 'none'), extract(epoch from received_at),"
                        + " body_hash) from analytics.user_events where user_id = ? order by event_id";
        String expected =
                "Größe\t\"\\.\"|-86399.999000|{\"big\": 1000000000000000000000, \"flag\": true, \"text\": \"é \\\\N 漢 😀 \\n\"}|none|"
                        + NOW.getEpochSecond() + ".000000|" + Long.MIN_VALUE;
        assertThat(warehouse.texts(columns, user.toString())).containsExactly(expected, expected);
    }

    private static TimelineRecord odd(UserKey user, String id) {
        return new TimelineRecord.Event(
                user,
                EventRecord.newBuilder()
                        .setEventId(id)
                        .setEventType("Größe\t\"\\.\"")
                        .setEventTimeMillis(-86_399_999)
                        .setReceivedAtMillis(NOW.toEpochMilli())
                        .setBodyHash(Long.MIN_VALUE)
                        .putProperties(
                                "text",
                                PropertyValue.newBuilder()
                                        .setText("é \\N 漢 😀 \n")
                                        .build())
                        .putProperties(
                                "big",
                                PropertyValue.newBuilder().setNumber(1e21).build())
                        .putProperties(
                                "flag", PropertyValue.newBuilder().setFlag(true).build())
                        .build());
    }

    private long findings(String code) {
        return warehouse.number(
                "select coalesce(sum(count), 0) from quality_count where data_set = 'events' and code = ?", code);
    }

    private long profiles(String code) {
        return warehouse.number(
                "select coalesce(sum(count), 0) from quality_count where data_set = 'profiles' and code = ?", code);
    }

    private static TimelineRecord invoice(UserKey user, String eventId, int body, String currency) {
        TimelineRecord.Event given = (TimelineRecord.Event) event(user, eventId, body);
        PropertyValue said = PropertyValue.newBuilder().setText(currency).build();
        return new TimelineRecord.Event(
                given.user(),
                given.event().toBuilder()
                        .setEventType("invoice_paid")
                        .putProperties("currency", said)
                        .build());
    }

    private static TimelineRecord at(TimelineRecord event, Instant time) {
        return at(event, time.toEpochMilli());
    }

    private static TimelineRecord at(TimelineRecord event, long epochMillis) {
        TimelineRecord.Event given = (TimelineRecord.Event) event;
        return new TimelineRecord.Event(
                given.user(),
                given.event().toBuilder().setEventTimeMillis(epochMillis).build());
    }

    private String refusal(Consumer<byte[], byte[]> zombie) {
        try {
            writer.round(zombie);
            return "";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Map<Integer, Long> publish(TimelineRecord... records) throws Exception {
        return publisher
                .publishTimeline(List.of(records), NOW, null)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private void awaitWritten(Map<Integer, Long> ends) {
        ends.forEach((partition, end) -> Await.until(
                () -> warehouse.number(
                        "select coalesce(max(next_offset), 0) from warehouse_offset where topic = ? and partition = ?",
                        timelineTopic,
                        partition),
                next -> next >= end));
    }

    private List<String> deadLettersOf(UserKey user, int expected) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(deadLetterTopic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> reasons = new ArrayList<>();
            Await.until(
                    () -> {
                        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
                            if (UserKey.of(letter.key()).equals(user)) {
                                reasons.add(new String(
                                        letter.headers()
                                                .lastHeader(RecordHeaders.DEAD_LETTER_REASON)
                                                .value(),
                                        StandardCharsets.UTF_8));
                            }
                        }
                        return reasons.size();
                    },
                    size -> size >= expected);
            return reasons;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static TimelineRecord event(UserKey user, String id, long bodyHash) {
        return new TimelineRecord.Event(
                user,
                EventRecord.newBuilder()
                        .setEventId(id)
                        .setEventType("page_viewed")
                        .setEventTimeMillis(NOW.toEpochMilli())
                        .setReceivedAtMillis(NOW.toEpochMilli())
                        .setBodyHash(bodyHash)
                        .build());
    }

    /** A profile that says after how many seconds it was updated, or with 0 does not. */
    private static TimelineRecord profile(UserKey user, String plan, int updatedSeconds) {
        return new TimelineRecord.Profile(
                user,
                ProfileRecord.newBuilder()
                        .setSignupAtMillis(NOW.toEpochMilli())
                        .setReceivedAtMillis(NOW.toEpochMilli())
                        .setUpdatedAtMillis(
                                updatedSeconds == 0
                                        ? 0
                                        : NOW.plusSeconds(updatedSeconds).toEpochMilli())
                        .putAttributes("plan_type", plan)
                        .build());
    }

    private static TimelineRecord profile(UserKey user) {
        return new TimelineRecord.Profile(
                user,
                ProfileRecord.newBuilder()
                        .setSignupAtMillis(NOW.toEpochMilli())
                        .setReceivedAtMillis(NOW.toEpochMilli())
                        .build());
    }
}
