package dev.lodestar.ingest.replay;

import dev.lodestar.ingest.intake.IdenticalRows;
import dev.lodestar.ingest.intake.Intake;
import dev.lodestar.ingest.intake.Origin;
import dev.lodestar.ingest.intake.RowOutcome;
import dev.lodestar.ingest.intake.Submission;
import dev.lodestar.ingest.plan.PlanInForce;
import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.quality.QualityBooks;
import dev.lodestar.ingest.quarantine.QuarantinedRow;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.QualityCode;
import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tries refused rows again, chunk by chunk. Rows leave the quarantine together, once the broker has all of them: a kill before that leaves them in both, and
 * trying them once more adds nothing, since their event ids come out the same. Were some gone already, the second of two identical rows would be taken for the
 * first. Blocks.
 */
@ApplicationScoped
class ReplayService {
    private static final Logger LOG = Logger.getLogger(ReplayService.class);
    private static final int CHUNK_ROWS = 1_000;
    private static final long IDENTICAL_ROWS_MEMORY = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ROWS_PER_TIMEOUT = 100_000;

    private final ReplayRepository repository;
    private final Intake intake;
    private final PlanInForce plan;
    private final Clock clock;
    private final Semaphore permit = new Semaphore(1);

    ReplayService(ReplayRepository repository, Intake intake, PlanInForce plan, Clock clock) {
        this.repository = repository;
        this.intake = intake;
        this.plan = plan;
        this.clock = clock;
    }

    ReplayResponse replay(ReplayRequest request) {
        if (!permit.tryAcquire()) {
            throw ProblemException.unavailable("Rows are being tried again already; wait until that has ended.");
        }
        try (Tally tally = new Tally()) {
            long cursor = request.cursor() == null ? 0 : request.cursor();
            int left = request.limitOrDefault();
            List<KeptRow> chunk = read(request, cursor, Math.min(left, CHUNK_ROWS));
            while (!chunk.isEmpty()) {
                tally.replay(chunk);
                left -= chunk.size();
                cursor = chunk.getLast().id();
                chunk = left > 0 ? read(request, cursor, Math.min(left, CHUNK_ROWS)) : List.of();
            }
            tally.settle();
            boolean more = left == 0 && !read(request, cursor, 1).isEmpty();
            LOG.infof(
                    "Refused rows were tried again, considered=%d accepted=%d refused=%d not_replayable=%d",
                    tally.considered, tally.accepted, tally.refused, tally.notReplayable);
            return tally.response(more ? cursor : null);
        } finally {
            permit.release();
        }
    }

    private List<KeptRow> read(ReplayRequest request, long cursor, int limit) {
        return await(repository.read(request, cursor, limit), TIMEOUT);
    }

    private static <T> T await(Uni<T> work, Duration timeout) {
        try {
            return work.await().atMost(timeout);
        } catch (RuntimeException e) {
            LOG.warn("The quarantine does not answer", e);
            throw ProblemException.unavailable(
                    "The database does not answer now; try the same rows again, what is stored already is not stored twice.");
        }
    }

    /** The counts of one call, and the memory of the rows that it has seen: some twenty bytes of each. Belongs to one thread. */
    private final class Tally implements AutoCloseable {
        private final Map<KeptRow.Sending, IdenticalRows> identicalRows = new HashMap<>();
        private final Map<String, Integer> findings = new TreeMap<>();
        private final List<Long> gone = new ArrayList<>();
        private final List<StillRefused> kept = new ArrayList<>();
        private final QualityBooks.Page entries = new QualityBooks.Page();
        private int considered;
        private int accepted;
        private int refused;
        private int notReplayable;

        void replay(List<KeptRow> chunk) {
            considered += chunk.size();
            Map<Group, Map<KeptRow, SourceRow>> groups = new LinkedHashMap<>();
            for (KeptRow row : chunk) {
                row.read()
                        .ifPresentOrElse(
                                source -> groups.computeIfAbsent(
                                                new Group(row.dataSet(), row.sending()),
                                                ignored -> new LinkedHashMap<>())
                                        .put(row, source),
                                () -> notReplayable++);
            }
            groups.forEach((group, rows) -> replay(group, rows, clock.instant()));
            await(repository.explain(kept, plan.plan().version()), TIMEOUT);
            kept.clear();
        }

        private void replay(Group group, Map<KeptRow, SourceRow> rows, Instant now) {
            IdenticalRows seen =
                    identicalRows.computeIfAbsent(group.sending(), ignored -> new IdenticalRows(IDENTICAL_ROWS_MEMORY));
            Submission submission =
                    intake.submit(group.dataSet(), List.copyOf(rows.values()), new Origin(now, 0, null), seen);
            intake.acknowledged(submission);
            Iterator<RowOutcome> outcomes = submission.outcomes().iterator();
            Iterator<QuarantinedRow> reasons = submission.refused().iterator();
            int stored = 0;
            for (KeptRow row : rows.keySet()) {
                if (outcomes.next().status() == RowOutcome.Status.STORED) {
                    gone.add(row.id());
                    stored++;
                    continue;
                }
                QuarantinedRow reason = reasons.next();
                findings.merge(reason.code().wireName(), 1, Integer::sum);
                refused++;
                if (reason.code() == QualityCode.ERASED_USER) {
                    gone.add(row.id());
                } else {
                    kept.add(new StillRefused(row.id(), reason.code(), reason.detail()));
                }
            }
            accepted += stored;
            entries.add(group.dataSet().wireName(), now, Fate.RECEIVED.wireName(), stored);
            entries.add(group.dataSet().wireName(), now, Fate.ACCEPTED.wireName(), stored);
        }

        void settle() {
            await(repository.settle(gone, entries), TIMEOUT.multipliedBy(1 + gone.size() / ROWS_PER_TIMEOUT));
        }

        ReplayResponse response(@Nullable Long nextCursor) {
            return new ReplayResponse(considered, accepted, refused, notReplayable, findings, nextCursor);
        }

        @Override
        public void close() {
            identicalRows.values().forEach(IdenticalRows::close);
        }
    }

    private record Group(DataSet dataSet, KeptRow.Sending sending) {}
}
