package dev.lodestar.host.shard;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.Refresh;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs Kafka Streams for as long as the service runs. Start does not wait: the service is live at once and ready when its shards are complete.
 * A stream thread that dies is replaced; its shards are replayed.
 */
@ApplicationScoped
class ShardStreams {
    private static final Logger LOG = Logger.getLogger(ShardStreams.class);
    private static final long TOPIC_POLL_MILLIS = 500;
    private static final long DESCRIBE_SECONDS = 10;

    private final ShardsConfig config;
    private final StreamsSettings settings;
    private final ProjectCalendar calendar;
    private final EventPlan plan;
    private final Clock clock;
    private final String topic;
    private final String deadLetterTopic;
    private final SnapshotCounts snapshotCounts = new SnapshotCounts();
    private volatile @Nullable Running running;
    private volatile boolean stopping;

    ShardStreams(
            ShardsConfig config,
            StreamsSettings settings,
            ProjectCalendar calendar,
            EventPlan plan,
            Clock clock,
            @ConfigProperty(name = "lodestar.topics.timeline") String topic,
            @ConfigProperty(name = "lodestar.topics.timeline-dead-letter") String deadLetterTopic) {
        this.config = config;
        this.settings = settings;
        this.calendar = calendar;
        this.plan = plan;
        this.clock = clock;
        this.topic = topic;
        this.deadLetterTopic = deadLetterTopic;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("shards-start").start(this::startOnceTopicExists);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        Running last = running;
        if (last != null) {
            last.close(config.closeTimeout());
        }
    }

    /** Streams and what it needs to know of its topic; empty until the topic exists. */
    Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    SnapshotCounts snapshotCounts() {
        return snapshotCounts;
    }

    private void startOnceTopicExists() {
        Admin admin = Admin.create(settings.broker());
        LogIdentity log = awaitLog(admin);
        if (log == null) {
            admin.close();
            return;
        }
        Producer<byte[], byte[]> letters = new KafkaProducer<>(settings.deadLetterProducer());
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor(threads("shard-snapshots"));
        ExecutorService viewMerger = Executors.newSingleThreadExecutor(threads("shard-views"));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads("shard-timer"));
        SnapshotPolicy snapshots = new SnapshotPolicy(
                config.snapshotInterval(), config.barrierRetention(), clock, snapshotWriter, snapshotCounts);
        Refresh refresh = new Refresh(viewMerger, config.viewAge(), ShardSettings.SMALL_EVENTS);
        ShardSettings shards = new ShardSettings(
                log,
                calendar,
                plan,
                new EndOffsets(admin, topic),
                new LogLookup(settings.broker(), topic),
                refresh,
                snapshots,
                timer);
        KafkaStreams streams = new KafkaStreams(
                ShardTopology.of(shards, new DeadLetters(letters, deadLetterTopic)), settings.streams());
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("A stream thread died and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> LOG.infof("Streams state changed from=%s to=%s", before, now));
        Running started =
                new Running(streams, admin, letters, List.of(snapshotWriter, viewMerger, timer), log.partitions());
        running = started;
        streams.start();
        if (stopping) {
            started.close(config.closeTimeout());
        }
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    /** The timeline topic; null when the service stops before the topic exists. */
    private @Nullable LogIdentity awaitLog(Admin admin) {
        while (!stopping) {
            try {
                TopicDescription found = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get(DESCRIBE_SECONDS, TimeUnit.SECONDS)
                        .get(topic));
                return new LogIdentity(
                        topic, found.topicId(), found.partitions().size());
            } catch (ExecutionException | TimeoutException e) {
                LOG.infof("Waiting for the topic topic=%s reason=%s", topic, e.getMessage());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private void pause() {
        try {
            Thread.sleep(TOPIC_POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Streams after its start. */
    record Running(
            KafkaStreams streams,
            Admin admin,
            Producer<byte[], byte[]> letters,
            List<ExecutorService> beside,
            int partitions) {
        void close(Duration timeout) {
            streams.close(timeout);
            beside.forEach(ExecutorService::shutdown);
            letters.close(timeout);
            admin.close(timeout);
        }
    }
}
