package dev.lodestar.report.run;

import dev.lodestar.kit.trace.TraceParent;
import dev.lodestar.report.run.domain.RunSpec;
import dev.lodestar.report.run.domain.RunState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs that a schedule starts: by this service's own client, because nobody is there whose token could be carried. */
@ApplicationScoped
public class ScheduledRuns {
    private final RunRepository runs;
    private final RunStart starter;
    private final RunDriver driver;
    private final RunConfig config;
    private final String client;

    ScheduledRuns(
            RunRepository runs,
            RunStart starter,
            RunDriver driver,
            RunConfig config,
            @ConfigProperty(name = "quarkus.oidc-client.client-id") String client) {
        this.runs = runs;
        this.starter = starter;
        this.driver = driver;
        this.config = config;
        this.client = client;
    }

    /** What became of a run that is to be started. */
    public sealed interface Start {
        /** It is stored, by this call or by an earlier one with the same key. */
        record Stored(UUID run) implements Start {}

        /** It is not: so many runs are unfinished that there may be no further one. */
        record NoRoom(long unfinished) implements Start {}
    }

    /**
     * Stores a run inside the caller's transaction; once that is committed, {@link #advance} sets it going, and where nobody comes to that, the watch does.
     *
     * @param key by which the same run is found again, whoever asks
     */
    public Uni<Start> store(RunSpec spec, UUID schedule, String scheduleName, String key) {
        RunCaller caller =
                new RunCaller("schedule " + scheduleName, "schedule:" + schedule, client, TraceParent.begin());
        return runs.byIdempotencyKey(caller, key)
                .chain(known -> known == null
                        ? storeNew(spec, schedule, caller, key)
                        : Uni.createFrom().item(new Start.Stored(known.id)));
    }

    private Uni<Start> storeNew(RunSpec spec, UUID schedule, RunCaller caller, String key) {
        return runs.unfinishedCount().chain(unfinished -> {
            if (unfinished >= config.unfinishedLimit()) {
                return Uni.createFrom().item(new Start.NoRoom(unfinished));
            }
            RunEntity run = starter.pending(spec, key, caller);
            run.scheduleId = schedule;
            return runs.persist(run).map(stored -> new Start.Stored(stored.id));
        });
    }

    /** Brings a stored run forward; returns at once. */
    public void advance(UUID run) {
        driver.advance(run);
    }

    /** How those of the runs stand that are still kept. */
    public Uni<Map<UUID, RunState>> states(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : runs.all(ids).map(found -> found.stream().collect(Collectors.toMap(run -> run.id, RunEntity::state)));
    }
}
