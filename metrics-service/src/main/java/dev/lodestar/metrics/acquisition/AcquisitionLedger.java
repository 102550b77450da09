package dev.lodestar.metrics.acquisition;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visitors and spend by day and channel: of each key the last record wins. Earlier versions of a key are kept, a few of them, so that a run sees
 * exactly what was there when it began.
 */
@ApplicationScoped
public class AcquisitionLedger {
    static final int VERSIONS_KEPT = 8;

    private final Duration waitTimeout;
    private final Map<String, NavigableMap<Long, DailyAcquisition>> versions = new TreeMap<>();
    private long endOffset;

    AcquisitionLedger(AcquisitionConfig config) {
        this.waitTimeout = config.waitTimeout();
    }

    /** Everything read so far. */
    public synchronized List<DailyAcquisition> latest() {
        return asOf(Long.MAX_VALUE);
    }

    /**
     * What stands before the offset. Waits, for a bounded time, until that much has been read; a problem of the kind unavailable when it is not.
     */
    public synchronized List<DailyAcquisition> before(long offset) {
        awaitRead(offset);
        return asOf(offset);
    }

    synchronized void put(long offset, String key, DailyAcquisition day) {
        NavigableMap<Long, DailyAcquisition> ofKey = versions.computeIfAbsent(key, ignored -> new TreeMap<>());
        ofKey.put(offset, day);
        if (ofKey.size() > VERSIONS_KEPT) {
            ofKey.pollFirstEntry();
        }
    }

    /** Everything before this offset has been read. */
    synchronized void readUpTo(long offset) {
        endOffset = Math.max(endOffset, offset);
        notifyAll();
    }

    private List<DailyAcquisition> asOf(long offset) {
        List<DailyAcquisition> days = new ArrayList<>(versions.size());
        for (NavigableMap<Long, DailyAcquisition> ofKey : versions.values()) {
            Map.@Nullable Entry<Long, DailyAcquisition> last = ofKey.lowerEntry(offset);
            if (last != null) {
                days.add(Objects.requireNonNull(last.getValue()));
            }
        }
        return days;
    }

    private void awaitRead(long offset) {
        long deadline = System.nanoTime() + waitTimeout.toNanos();
        try {
            while (endOffset < offset) {
                long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    throw ProblemException.unavailable(
                            "Acquisition is read up to offset " + endOffset + " of " + offset);
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping");
        }
    }
}
