package dev.lodestar.report.schedule;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.run.ScheduledRuns;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Keeps schedules; each change is one transaction. */
@ApplicationScoped
class ScheduleService {
    private final ScheduleRepository schedules;
    private final ScheduledRuns runs;
    private final ScheduleConfig config;
    private final Clock clock;

    ScheduleService(ScheduleRepository schedules, ScheduledRuns runs, ScheduleConfig config, Clock clock) {
        this.schedules = schedules;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    /** Keeps a new schedule; refuses a name that is taken, and one schedule too many. */
    @WithTransaction
    Uni<ScheduleResponse> add(ScheduleDraft draft, String by) {
        ScheduleEntity schedule = ScheduleEntity.of(UUID.randomUUID(), draft, by, now());
        return schedules
                .takeTurn()
                .chain(() -> requireFree(draft.name(), schedule.id))
                .chain(() -> schedules.count())
                .invoke(count -> refuseIf(
                        count >= config.limit(),
                        ScheduleProblem.TOO_MANY_SCHEDULES,
                        "there are " + count + " schedules (lodestar.schedule.limit): delete one of them"))
                .chain(() -> schedules.persistAndFlush(schedule))
                .onFailure(ConstraintViolationException.class)
                .transform(race -> nameTaken(draft.name()))
                .chain(this::response);
    }

    /** Puts a draft in place of a version; refuses another version than the one that is there. */
    @WithTransaction
    Uni<ScheduleResponse> replace(UUID id, int version, ScheduleDraft draft, String by) {
        return schedules
                .locked(id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .invoke(schedule -> refuseIf(
                        schedule.version != version,
                        ScheduleProblem.VERSION_CONFLICT,
                        "it is at version " + schedule.version + ", not " + version))
                .call(() -> requireFree(draft.name(), id))
                .invoke(schedule -> schedule.take(draft, by, now()))
                .call(schedules::flush)
                .onFailure(ConstraintViolationException.class)
                .transform(race -> nameTaken(draft.name()))
                .chain(this::response);
    }

    @WithSession
    Uni<ScheduleResponse> get(UUID id) {
        return schedules
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id))
                .chain(this::response);
    }

    /** A page by name. */
    @WithSession
    Uni<SchedulesResponse> page(@Nullable String cursor, @Nullable Integer limit) {
        int size = limit == null ? config.pageSize() : limit;
        if (size < 1 || size > config.pageSizeLimit()) {
            throw ProblemException.invalid("limit", size, "1 to " + config.pageSizeLimit());
        }
        return schedules
                .page(cursor == null ? "" : ScheduleCursor.parse(cursor), size + 1)
                .chain(found -> page(found, size));
    }

    private Uni<SchedulesResponse> page(List<ScheduleEntity> found, int size) {
        boolean more = found.size() > size;
        List<ScheduleEntity> page = more ? found.subList(0, size) : found;
        return responses(page)
                .map(shown -> new SchedulesResponse(shown, more ? ScheduleCursor.of(page.getLast().name) : null));
    }

    /** Deletes a schedule; its runs stay. */
    @WithTransaction
    Uni<Void> delete(UUID id) {
        return schedules
                .deleteById(id)
                .invoke(deleted -> {
                    if (!deleted) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ScheduleResponse> response(ScheduleEntity schedule) {
        return responses(List.of(schedule)).map(List::getFirst);
    }

    private Uni<List<ScheduleResponse>> responses(List<ScheduleEntity> shown) {
        List<UUID> lastRuns = shown.stream()
                .map(schedule -> schedule.lastRunId)
                .filter(Objects::nonNull)
                .toList();
        return runs.states(lastRuns)
                .map(states -> shown.stream()
                        .map(schedule -> ScheduleResponse.of(schedule, states, clock.instant(), config.preview()))
                        .toList());
    }

    private Uni<Boolean> requireFree(String name, UUID id) {
        return schedules.isNameTaken(name, id).invoke(taken -> {
            if (taken) {
                throw nameTaken(name);
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void refuseIf(boolean refused, ScheduleProblem problem, String detail) {
        if (refused) {
            throw new ProblemException(problem, detail);
        }
    }

    private static ProblemException nameTaken(String name) {
        return new ProblemException(
                ScheduleProblem.NAME_TAKEN,
                "there is a schedule named '" + name + "' already",
                "name",
                "a name that no other schedule has");
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(ScheduleProblem.SCHEDULE_NOT_FOUND, "there is no schedule " + id);
    }
}
