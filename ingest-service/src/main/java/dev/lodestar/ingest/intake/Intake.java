package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.identity.Pseudonyms;
import dev.lodestar.ingest.plan.PlanInForce;
import dev.lodestar.ingest.publishing.RecordPublisher;
import dev.lodestar.ingest.reading.SourceRow;
import dev.lodestar.ingest.validation.Candidate;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.RowValidator;
import dev.lodestar.ingest.validation.Validated;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows in. {@link #submit} sends what is good on its way, {@link #settle} waits until the broker has it and then files what was refused;
 * a file keeps several submissions under way. Both block: call them from worker threads.
 */
@ApplicationScoped
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Validators validators;
    private final PlanInForce plan;
    private final Pseudonyms pseudonyms;
    private final EventNamespace namespace;
    private final RecordPublisher publisher;
    private final Ledger ledger;
    private final IntakeConfig config;

    Intake(
            Validators validators,
            PlanInForce plan,
            Pseudonyms pseudonyms,
            EventNamespace namespace,
            RecordPublisher publisher,
            Ledger ledger,
            IntakeConfig config) {
        this.validators = validators;
        this.plan = plan;
        this.pseudonyms = pseudonyms;
        this.namespace = namespace;
        this.publisher = publisher;
        this.ledger = ledger;
        this.config = config;
    }

    /** Validates rows of a file, which {@link #submit(Prepared, IdenticalRows)} then sends. Their users are looked up in the meantime. */
    public Prepared prepare(DataSet dataSet, List<SourceRow> rows, Origin origin) {
        Prepared prepared = validated(dataSet, rows, origin);
        return prepared.lookedUp(pseudonyms.lookAhead(prepared.users()));
    }

    /** Validates rows and sends the good ones. */
    public Submission submit(DataSet dataSet, List<SourceRow> rows, Origin origin, IdenticalRows identicalRows) {
        return submit(validated(dataSet, rows, origin), identicalRows);
    }

    /** Validates the rows of a request, which also are compared with each other, and sends the good ones. */
    Submission submitRequest(DataSet dataSet, List<SourceRow> rows, Origin origin) {
        try (IdenticalRows identicalRows = new IdenticalRows(Long.MAX_VALUE)) {
            return submit(validated(dataSet, rows, origin), identicalRows, new RequestMemory());
        }
    }

    /** Sends the good ones of rows that were prepared. */
    public Submission submit(Prepared prepared, IdenticalRows identicalRows) {
        return submit(prepared, identicalRows, null);
    }

    private Prepared validated(DataSet dataSet, List<SourceRow> rows, Origin origin) {
        RowValidator validator = validators.of(dataSet);
        List<Validated> verdicts = new ArrayList<>(rows.size());
        Set<String> users = new HashSet<>();
        RefusedUsers refused = new RefusedUsers(validators, pseudonyms);
        for (SourceRow row : rows) {
            Validated verdict = validator.validate(row, origin.receivedAt());
            verdicts.add(verdict);
            if (verdict instanceof Validated.Accepted accepted
                    && accepted.candidate() instanceof Candidate.OfUser ofUser) {
                users.add(ofUser.userId());
            } else if (verdict instanceof Validated.Refused && dataSet != DataSet.ACQUISITION) {
                refused.add(row);
            }
        }
        return new Prepared(dataSet, origin, rows, verdicts, users, refused);
    }

    private Submission submit(Prepared prepared, IdenticalRows identicalRows, @Nullable RequestMemory memory) {
        prepared.awaitLookup();
        DataSet dataSet = prepared.dataSet();
        Origin origin = prepared.origin();
        Map<String, UUID> pseudonymByUser = pseudonyms.of(prepared.users());
        Batch batch = new Batch(
                dataSet,
                origin,
                plan.plan().version(),
                namespace.eventIds(),
                identicalRows,
                memory,
                prepared.refused().settled());
        for (int i = 0; i < prepared.rows().size(); i++) {
            batch.add(prepared.rows().get(i), prepared.verdicts().get(i), pseudonymByUser);
        }
        return new Submission(
                dataSet, batch.outcomes(), batch.refused(), batch.entries(), send(dataSet, batch, origin));
    }

    private CompletionStage<Map<Integer, Long>> send(DataSet dataSet, Batch batch, Origin origin) {
        try {
            return switch (dataSet) {
                case EVENTS, PROFILES ->
                    publisher.publishTimeline(batch.timeline(), origin.receivedAt(), origin.importId());
                case ACQUISITION ->
                    publisher.publishAcquisition(batch.acquisition(), origin.receivedAt(), origin.importId());
            };
        } catch (KafkaException e) {
            throw brokerUnavailable(e);
        }
    }

    /**
     * Waits until the broker has the accepted rows, then files the refused ones and books all.
     *
     * @return the offset after the last record per partition
     */
    public Map<Integer, Long> settle(Submission submission) {
        Map<Integer, Long> endOffsets = acknowledged(submission);
        ledger.file(submission);
        return endOffsets;
    }

    /** How long after their receipt refused rows may reach the quarantine; what would take longer is not filed, and its client told so. */
    public static Duration filingLimit(IntakeConfig config) {
        return Ledger.limit(config);
    }

    /** Waits until the broker has the accepted rows; the refused ones are left to the caller. Yields the offset after the last record per partition. */
    public Map<Integer, Long> acknowledged(Submission submission) {
        try {
            return submission
                    .acknowledged()
                    .toCompletableFuture()
                    .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw brokerUnavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw brokerUnavailable(e);
        }
    }

    private static ProblemException brokerUnavailable(Exception cause) {
        LOG.warn("The broker did not acknowledge a batch", cause);
        return ProblemException.unavailable(
                "The broker did not acknowledge all rows; send them again, what is stored already is not stored twice.");
    }
}
