package dev.lodestar.report.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.report.notification.domain.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends what is due. A notification is sent at least once, and twice only where a replica dies between sending and writing that down, or the database does not take it;
 * its id is the same each time.
 */
@ApplicationScoped
class NotificationSender {
    private static final Logger LOG = Logger.getLogger(NotificationSender.class);

    private final Outbox outbox;
    private final TargetSeal seal;
    private final TargetGuard guard;
    private final WebhookClient webhooks;
    private final MailServer mails;
    private final NotificationConfig config;
    private final Backoff backoff;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Clock clock;

    NotificationSender(
            Outbox outbox,
            TargetSeal seal,
            TargetGuard guard,
            WebhookClient webhooks,
            MailServer mails,
            NotificationConfig config,
            ObjectMapper json,
            MeterRegistry meters,
            Clock clock) {
        this.outbox = outbox;
        this.seal = seal;
        this.guard = guard;
        this.webhooks = webhooks;
        this.mails = mails;
        this.config = config;
        this.backoff = new Backoff(config.firstPause(), config.longestPause(), config.attempts());
        this.json = json;
        this.meters = meters;
        this.clock = clock;
    }

    /** All counters from the start, so that the first failure is an increase from none. */
    void showCounters(@Observes StartupEvent started) {
        for (ChannelKind kind : ChannelKind.values()) {
            for (Outcome outcome : Outcome.values()) {
                counter(kind.wireName(), outcome);
            }
        }
    }

    @Scheduled(
            every = "${lodestar.notification.interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> send() {
        return outbox.take(clock.instant(), config.claim(), config.batch())
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndMerge(this::send)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> send(Outbox.Due due) {
        return outbox.target(due)
                .chain(found -> found == null
                        ? Uni.createFrom().item(Attempt.dropped("the channel was removed"))
                        : attempt(due, found))
                .ifNoItem()
                .after(timeout(due))
                .recoverWithItem(() -> Attempt.failed(null, "no answer within " + timeout(due), null))
                .onFailure()
                .recoverWithItem(failure -> Attempt.failed(null, reason(failure), null))
                .chain(attempt -> note(due, attempt))
                .onFailure()
                .recoverWithUni(failure -> unwritten(due, failure));
    }

    /** It is sent again when its claim is over; those that were taken with it are not concerned. */
    private static Uni<Void> unwritten(Outbox.Due due, Throwable failure) {
        LOG.warnf(
                failure,
                "What came of a notification could not be written down and it is sent again, notification_id=%s channel=%s attempts=%d",
                due.id(),
                due.kind(),
                due.attempts());
        return Uni.createFrom().voidItem();
    }

    private Duration timeout(Outbox.Due due) {
        return due.kind().equals(ChannelKind.MAIL.wireName()) ? config.mail().timeout() : config.timeout();
    }

    private Uni<Attempt> attempt(Outbox.Due due, Outbox.Sealed found) {
        Target target =
                seal.open(due.channel(), found.keyVersion(), found.bytes()).orElse(null);
        if (target == null) {
            return Uni.createFrom()
                    .item(Attempt.failed(
                            null, "the key of version " + found.keyVersion() + " is not configured", null));
        }
        return switch (ChannelKind.of(due.kind()).orElseThrow()) {
            case WEBHOOK -> webhook(due, target);
            case SLACK -> post(target, Map.of(), slack(due));
            case MAIL -> mails.send(due, Objects.requireNonNull(target.to()));
        };
    }

    private Uni<Attempt> webhook(Outbox.Due due, Target target) {
        String body = event(due);
        String id = due.id().toString();
        long now = clock.instant().getEpochSecond();
        String signature = WebhookSignature.of(Objects.requireNonNull(target.secret()), id, now, body);
        return post(
                target,
                Map.of("webhook-id", id, "webhook-timestamp", Long.toString(now), "webhook-signature", signature),
                body);
    }

    private Uni<Attempt> post(Target target, Map<String, String> headers, String body) {
        return Uni.createFrom()
                .item(() -> checked(Objects.requireNonNull(target.url())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(checked -> switch (checked) {
                    case Checked.Open open -> webhooks.post(open.to(), headers, body);
                    case Checked.Closed closed -> Uni.createFrom().item(closed.attempt());
                });
    }

    private Checked checked(String url) {
        try {
            return new Checked.Open(guard.check(url));
        } catch (RefusedTargetException e) {
            return new Checked.Closed(Attempt.refused(null, "refused: " + e.reason()));
        } catch (UnknownHostException e) {
            return new Checked.Closed(Attempt.failed(null, "the name has no address", null));
        }
    }

    private Uni<Void> note(Outbox.Due due, Attempt attempt) {
        Instant now = clock.instant();
        Duration pause = attempt.last()
                ? null
                : backoff.after(due.attempts(), RandomGenerator.getDefault()).orElse(null);
        if (pause == null) {
            return outbox.ended(due, attempt, now).invoke(() -> {
                counter(due.kind(), attempt.outcome()).increment();
                tell(due, attempt);
            });
        }
        Duration asked = attempt.notBefore() == null ? Duration.ZERO : attempt.notBefore();
        Duration wait = asked.compareTo(pause) > 0 && asked.compareTo(config.longestPause()) <= 0 ? asked : pause;
        return outbox.again(due, attempt, now.plus(wait));
    }

    private static void tell(Outbox.Due due, Attempt attempt) {
        switch (attempt.outcome()) {
            case DELIVERED -> {}
            case FAILED ->
                LOG.warnf(
                        "A notification could not be delivered, notification_id=%s channel=%s attempts=%d reason=%s",
                        due.id(), due.kind(), due.attempts(), attempt.error());
            case DROPPED ->
                LOG.infof(
                        "A notification has nowhere to go any more, notification_id=%s channel=%s reason=%s",
                        due.id(), due.kind(), attempt.error());
        }
    }

    private Counter counter(String kind, Outcome outcome) {
        return meters.counter("lodestar.notification.ended", "channel", kind, "outcome", outcome.wireName());
    }

    /** The body of a webhook by Standard Webhooks: type, time and data. */
    private String event(Outbox.Due due) {
        ObjectNode event = json.createObjectNode();
        event.put("type", due.event());
        event.put("timestamp", due.createdAt().toString());
        try {
            event.set("data", json.readTree(due.data()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the data of a notification is JSON", e);
        }
        return event.toString();
    }

    /** What Slack reads as markup is data here. */
    private String slack(Outbox.Due due) {
        String text = (due.title() + "\n" + due.text())
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return json.createObjectNode().put("text", text).toString();
    }

    /** The kind of failure, and no more: messages of failures may name addresses. */
    private static String reason(Throwable failure) {
        return "no answer: " + failure.getClass().getSimpleName();
    }
}
