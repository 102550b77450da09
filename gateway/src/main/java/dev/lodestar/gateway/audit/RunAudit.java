package dev.lodestar.gateway.audit;

import dev.lodestar.contracts.wire.UnreadableRecordException;
import dev.lodestar.gateway.audit.domain.AuditEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Future;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the commands and results of analysis runs, and what is said of alerts, and notes them in the log. The place of a record is committed when
 * its entry is stored, not before; what comes again has its entry already and gets no second one. Runs do not wait for it. The replicas share the
 * partitions.
 */
@ApplicationScoped
class RunAudit {
    private static final Logger LOG = Logger.getLogger(RunAudit.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Function<AuditEvent, Future<Void>> log;
    private final Function<Set<String>, Future<Set<String>>> noted;
    private final Topics topics;
    private final Duration storedWithin;
    private final Duration retry;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread follower;
    private volatile @Nullable Consumer<String, byte[]> following;

    /** What is followed. */
    record Topics(String commands, String results, String alerts) {
        List<String> all() {
            return List.of(commands, results, alerts);
        }
    }

    @Inject
    RunAudit(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lodestar.topics.commands") String commands,
            @ConfigProperty(name = "lodestar.topics.results") String results,
            @ConfigProperty(name = "lodestar.topics.alerts") String alerts,
            AuditLog log,
            NotedRuns noted,
            AuditConfig config) {
        this(
                () -> consumer(kafka, config.runsGroup()),
                log::append,
                noted::of,
                new Topics(commands, results, alerts),
                config);
    }

    RunAudit(
            Supplier<Consumer<String, byte[]>> consumers,
            Function<AuditEvent, Future<Void>> log,
            Function<Set<String>, Future<Set<String>>> noted,
            Topics topics,
            AuditConfig config) {
        this.consumers = consumers;
        this.log = log;
        this.noted = noted;
        this.topics = topics;
        this.storedWithin = config.timeout().multipliedBy(2);
        this.retry = config.runsRetry();
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> kafka, String group) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    void start(@Observes StartupEvent started) {
        follower = Thread.ofPlatform().name("audit-runs").daemon().start(this::follow);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping.countDown();
        Consumer<String, byte[]> consumer = following;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread thread = follower;
        if (thread != null && !thread.join(FAREWELL)) {
            thread.interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void follow() {
        while (!isStopping()) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                following = consumer;
                consumer.subscribe(topics.all());
                while (!isStopping()) {
                    note(consumer);
                }
            } catch (WakeupException | InterruptException | InterruptedException stopped) {
                return;
            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                LOG.errorf(e, "Analysis runs and alerts could not be noted in the audit log and will be tried again");
                pause();
            } finally {
                following = null;
            }
        }
    }

    /** Stores what has come, then commits its place. */
    void note(Consumer<String, byte[]> consumer) throws InterruptedException, ExecutionException, TimeoutException {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        List<AuditEvent> entries = new ArrayList<>();
        records.forEach(record -> event(record).ifPresent(entries::add));
        await(Future.all(unnoted(entries).stream().map(log).toList()));
        consumer.commitSync();
    }

    /** The entries that the log does not have yet, each once. */
    private List<AuditEvent> unnoted(List<AuditEvent> entries)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> runs = entries.stream().map(entry -> entry.request().id()).collect(Collectors.toSet());
        Set<String> known = new HashSet<>(await(noted.apply(runs)));
        return entries.stream()
                .filter(entry -> known.add(RunEntries.identity(entry)))
                .toList();
    }

    private <T> T await(Future<T> stored) throws InterruptedException, ExecutionException, TimeoutException {
        return stored.toCompletionStage().toCompletableFuture().get(storedWithin.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Optional<AuditEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(topics.alerts())) {
                return Optional.of(AlertEntries.of(record));
            }
            return record.topic().equals(topics.commands())
                    ? RunEntries.started(record)
                    : Optional.of(RunEntries.ended(record));
        } catch (UnreadableRecordException e) {
            LOG.errorf(
                    e,
                    "A record of an analysis run or an alert cannot be read and has no audit entry, topic=%s partition=%d offset=%d",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            if (stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while analysis runs or alerts waited to be noted");
            }
        } catch (InterruptedException stopped) {
            stopping.countDown();
        }
    }
}
