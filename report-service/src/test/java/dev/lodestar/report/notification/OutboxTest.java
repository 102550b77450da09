package dev.lodestar.report.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.report.run.Peers;
import dev.lodestar.testkit.devstack.LodestarTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several senders at one outbox. Its rows are due in a year where the service's own sender is to take none of them. */
@QuarkusTest
@WithTestResource(value = LodestarTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Peers.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Receiver.class, scope = TestResourceScope.GLOBAL)
class OutboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Instant IN_A_YEAR = Instant.now().plus(Duration.ofDays(366));

    @Inject
    Pool database;

    @Inject
    Outbox outbox;

    @Inject
    MeterRegistry meters;

    @Inject
    TargetSeal seal;

    @AfterEach
    void forget() {
        run("delete from alert where rule_name = 'of the outbox test'");
    }

    @Test
    void two_senders_at_once_take_different_notifications_and_all_of_them() {
        put(40);

        List<List<Outbox.Due>> taken = Uni.join()
                .all(
                        outbox.take(IN_A_YEAR, CLAIM, 15),
                        outbox.take(IN_A_YEAR, CLAIM, 15),
                        outbox.take(IN_A_YEAR, CLAIM, 15),
                        outbox.take(IN_A_YEAR, CLAIM, 15))
                .andFailFast()
                .await()
                .atMost(LIMIT);

        List<UUID> all = new ArrayList<>();
        taken.forEach(some -> some.forEach(due -> all.add(due.id())));
        List<Outbox.Due> rest = outbox.take(IN_A_YEAR, CLAIM, 40).await().atMost(LIMIT);
        rest.forEach(due -> all.add(due.id()));
        assertThat(all).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void what_a_dead_sender_took_is_due_again_and_what_it_says_late_changes_nothing() {
        put(1);
        Outbox.Due first =
                outbox.take(IN_A_YEAR, CLAIM, 1).await().atMost(LIMIT).getFirst();
        assertThat(outbox.take(IN_A_YEAR, CLAIM, 1).await().atMost(LIMIT)).isEmpty();

        Outbox.Due second = outbox.take(IN_A_YEAR.plus(CLAIM), CLAIM, 1)
                .await()
                .atMost(LIMIT)
                .getFirst();
        outbox.ended(first, Attempt.refused(410, "late"), IN_A_YEAR).await().atMost(LIMIT);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(state(first.id())).isEqualTo("pending");

        outbox.ended(second, Attempt.delivered(204), IN_A_YEAR).await().atMost(LIMIT);
        assertThat(state(first.id())).isEqualTo("delivered");
    }

    @Test
    void what_waits_for_a_channel_that_was_removed_is_dropped_which_is_no_failure() {
        double dropped = ended("dropped");
        double failed = ended("failed");
        put(1, "now()");

        String state = database.query("""
                        select n.state, n.last_error, (select count(*) from alert_note where notification_id = n.id)
                          from notification n join alert a on a.id = n.alert_id
                         where a.rule_name = 'of the outbox test' and n.state <> 'pending'
                        """)
                .execute()
                .repeat()
                .withDelay(Duration.ofMillis(50))
                .indefinitely()
                .select()
                .where(rows -> rows.size() == 1)
                .toUni()
                .map(rows -> rows.iterator().next().deepToString())
                .await()
                .atMost(LIMIT);

        assertThat(state).isEqualTo("[dropped,the channel was removed,0]");
        assertThat(ended("dropped")).isEqualTo(dropped + 1);
        assertThat(ended("failed")).isEqualTo(failed);
    }

    /** That it opened is tried again tomorrow: said after that it is over, it would stand for ever. */
    @Test
    void what_is_told_of_an_alert_is_told_in_its_order_where_the_first_has_to_be_tried_again() {
        Duration day = Duration.ofDays(1);
        put("alert.opened", "366 days", "alert.resolved", "365 days");

        assertThat(outbox.take(IN_A_YEAR, CLAIM, 9).await().atMost(LIMIT)).isEmpty();
        List<Outbox.Due> first =
                outbox.take(IN_A_YEAR.plus(day), CLAIM, 9).await().atMost(LIMIT);
        assertThat(first).extracting(Outbox.Due::event).containsExactly("alert.opened");
        assertThat(outbox.take(IN_A_YEAR.plus(day), CLAIM, 9).await().atMost(LIMIT))
                .isEmpty();

        outbox.ended(first.getFirst(), Attempt.delivered(204), IN_A_YEAR)
                .await()
                .atMost(LIMIT);
        assertThat(outbox.take(IN_A_YEAR.plus(day), CLAIM, 9).await().atMost(LIMIT))
                .extracting(Outbox.Due::event)
                .containsExactly("alert.resolved");
    }

    /** The receiver answers later than the database refuses. */
    @Test
    void what_came_of_one_notification_is_kept_where_that_of_another_taken_with_it_cannot_be() {
        String url = ConfigProvider.getConfig().getValue(Receiver.PLAIN, String.class) + "/ok/" + UUID.randomUUID();
        UUID rule = UUID.randomUUID();
        UUID channel = UUID.randomUUID();
        byte[] sealed = seal.seal(channel, Target.webhook(url, null));
        run("""
                insert into alert_rule (id, name, kind, severity, enabled, condition, version, created_at, created_by, updated_at, updated_by)
                values ('%1$s', '%1$s', 'run_failed', 'info', false, '{}', 1, now(), '-', now(), '-');
                insert into alert_channel (id, rule_id, position, kind, shown, sealed, key_version)
                values ('%2$s', '%1$s', 0, 'slack', '-', '\\x%3$s', %4$d);
                create function refuse_a_title() returns trigger language plpgsql as $$
                begin raise exception 'refused by the test'; end $$;
                create trigger refuse_a_title before update on notification for each row
                  when (new.title = 'cannot be written' and new.state <> old.state) execute function refuse_a_title();
                """.formatted(rule, channel, HexFormat.of().formatHex(sealed), seal.version()));
        try {
            put(
                    "now()",
                    "(values ('cannot be written', gen_random_uuid()), ('can be', '%s'::uuid))".formatted(channel));

            String states = database.query("""
                            select string_agg(n.title || ' ' || n.state || ' ' || n.attempts, ', ' order by n.title)
                              from notification n join alert a on a.id = n.alert_id
                             where a.rule_name = 'of the outbox test'
                            """)
                    .execute()
                    .map(rows -> rows.iterator().next().getString(0))
                    .repeat()
                    .withDelay(Duration.ofMillis(50))
                    .indefinitely()
                    .select()
                    .where(found -> found.contains("delivered"))
                    .toUni()
                    .await()
                    .atMost(LIMIT);

            assertThat(states).isEqualTo("can be delivered 1, cannot be written pending 1");
        } finally {
            run(
                    "drop trigger refuse_a_title on notification; drop function refuse_a_title(); delete from alert_rule where id = '"
                            + rule + "'");
        }
    }

    private void put(String first, String firstDueIn, String second, String secondDueIn) {
        run("""
                with told as (
                  insert into alert (id, rule_id, rule_name, kind, severity, state, sentence, run_id, opened_at, opened_run, notified_at)
                  values (gen_random_uuid(), gen_random_uuid(), 'of the outbox test', 'run_failed', 'info', 'firing', '-', gen_random_uuid(), now(),
                          gen_random_uuid(), now())
                  returning id, gen_random_uuid() as channel)
                insert into notification (id, alert_id, channel_id, channel_kind, target, event, title, message, data, state, attempts, due_at, created_at)
                select gen_random_uuid(), told.id, told.channel, 'slack', '-', event, '-', '-', '{}', 'pending', 0, now() + due_in, now() + after
                  from told, (values ('%s', interval '%s', interval '0'), ('%s', interval '%s', interval '1 second')) as due (event, due_in, after)
                """.formatted(first, firstDueIn, second, secondDueIn));
    }

    private double ended(String outcome) {
        return meters.get("lodestar.notification.ended")
                .tags("channel", "slack", "outcome", outcome)
                .counter()
                .count();
    }

    private String state(UUID id) {
        return database.query("select state from notification where id = '" + id + "'")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LIMIT);
    }

    private void put(int notifications) {
        put(notifications, "now() + interval '365 days'");
    }

    private void put(int notifications, String dueAt) {
        put(dueAt, "(select '-', gen_random_uuid() from generate_series(1, %d))".formatted(notifications));
    }

    /** Notifications of one alert, due then, from rows of a title and a channel. */
    private void put(String dueAt, String rows) {
        run("""
                with told as (
                  insert into alert (id, rule_id, rule_name, kind, severity, state, sentence, run_id, opened_at, opened_run, notified_at)
                  values (gen_random_uuid(), gen_random_uuid(), 'of the outbox test', 'run_failed', 'info', 'firing', '-', gen_random_uuid(), now(),
                          gen_random_uuid(), now())
                  returning id)
                insert into notification (id, alert_id, channel_id, channel_kind, target, event, title, message, data, state, attempts, due_at, created_at)
                select gen_random_uuid(), told.id, channel, 'slack', '-', 'alert.opened', title, '-', '{}', 'pending', 0, %s, now()
                  from told, %s as put (title, channel)
                """.formatted(dueAt, rows));
    }

    private void run(String sql) {
        database.query(sql).execute().await().atMost(LIMIT);
    }
}
