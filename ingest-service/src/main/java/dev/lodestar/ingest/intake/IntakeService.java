package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.reading.JsonBody;
import dev.lodestar.ingest.validation.DataSet;
import dev.lodestar.ingest.validation.SentAt;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes in one request; returns when the broker has acknowledged every stored row and every refused one is in the quarantine. */
@ApplicationScoped
class IntakeService {
    private final Intake intake;
    private final RequestReader reader;
    private final SentAt sentAt;
    private final Clock clock;
    private final Semaphore permits;

    IntakeService(Intake intake, RequestReader reader, SentAt sentAt, Clock clock, IntakeConfig config) {
        this.intake = intake;
        this.reader = reader;
        this.sentAt = sentAt;
        this.clock = clock;
        this.permits = new Semaphore(config.maxConcurrentRequests());
    }

    Submission takeJson(DataSet dataSet, InputStream body, @Nullable String contentEncoding) {
        return limited(() -> take(dataSet, reader.json(body, contentEncoding, dataSet)));
    }

    Submission takeNdjson(DataSet dataSet, InputStream body, @Nullable String contentEncoding) {
        return limited(() -> take(dataSet, reader.ndjson(body, contentEncoding)));
    }

    private Submission take(DataSet dataSet, JsonBody body) {
        Origin origin = new Origin(clock.instant(), sentAt.millisOrZero(body.sentAt()), null);
        Submission submission = intake.submitRequest(dataSet, body.rows(), origin);
        intake.settle(submission);
        return submission;
    }

    private Submission limited(Supplier<Submission> work) {
        if (!permits.tryAcquire()) {
            throw new ProblemException(IntakeProblem.TOO_MANY_REQUESTS, "Try again in a moment.");
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
