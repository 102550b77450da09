package dev.lodestar.ingest.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the time at which a client says it sent a request. It is kept for information only, so an unreadable one is as good as none. */
@ApplicationScoped
public class SentAt {
    private final Timestamps timestamps;

    SentAt(ZoneId zone) {
        this.timestamps = new Timestamps(zone);
    }

    /** Milliseconds since the epoch; 0 when the client did not say. */
    public long millisOrZero(@Nullable String sentAt) {
        return sentAt == null ? 0 : timestamps.parse(sentAt).orElse(0);
    }
}
