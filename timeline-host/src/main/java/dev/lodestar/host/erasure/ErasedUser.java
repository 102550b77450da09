package dev.lodestar.host.erasure;

import dev.lodestar.contracts.erasure.ErasureCommand;
import dev.lodestar.contracts.erasure.ErasurePhase;
import dev.lodestar.contracts.erasure.ErasureResult;
import dev.lodestar.engine.query.CohortSizeQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.UserCriterion;
import dev.lodestar.host.gather.ShardGateway;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the service holds of a user, all of its replicas together. Blocks. */
@ApplicationScoped
class ErasedUser {
    /** The name of the store of users, a row each, with or without a profile. */
    static final String USERS = "timeline_users";

    /** The name of the store of events. */
    static final String EVENTS = "timeline_events";

    private static final long PAUSE_MILLIS = 200;

    private final ShardGateway shards;
    private final List<UserStore> stores;
    private final Clock clock;
    private final Duration patience;
    private final String service;

    ErasedUser(
            ShardGateway shards,
            @All List<UserStore> stores,
            Clock clock,
            ErasureConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.shards = shards;
        this.stores = stores;
        this.clock = clock;
        this.patience = config.patience();
        this.service = service;
    }

    /** Counts; before that, where the command says so, removes the user from what does not come from the timeline. */
    ErasureResult answer(ErasureCommand command) {
        Map<String, Long> rows = new TreeMap<>();
        for (UserStore store : stores) {
            if (command.phase() == ErasurePhase.VERIFY) {
                store.remove(command.user());
            }
            rows.put(store.name(), store.rowsOf(command.user()));
        }
        Gathered counted = counted(command);
        rows.put(USERS, counted.tally().count(CohortSizeQuery.USERS));
        rows.put(EVENTS, counted.tally().count(CohortSizeQuery.EVENTS));
        return new ErasureResult(
                command.erasureId(), command.phase(), command.endOffset(), service, rows, clock.instant());
    }

    /** Every attempt asks for new views: a view once read does not move on. */
    private Gathered counted(ErasureCommand command) {
        long deadline = System.nanoTime() + patience.toNanos();
        CohortSizeQuery query =
                new CohortSizeQuery(Filters.EVERYBODY.and(new UserCriterion.Members(List.<UUID>of(command.user()))));
        Gathered counted = shards.latest().gather(query);
        while (!covers(counted, command)) {
            if (System.nanoTime() - deadline >= 0) {
                throw ProblemException.unavailable("The shards have not come to the place of the erasure in the log");
            }
            pause();
            counted = shards.latest().gather(query);
        }
        return counted;
    }

    private static boolean covers(Gathered counted, ErasureCommand command) {
        return counted.completeness() >= 1
                && counted.asOf().partitions().getOrDefault(command.partition(), -1L) >= command.endOffset() - 1;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping");
        }
    }
}
