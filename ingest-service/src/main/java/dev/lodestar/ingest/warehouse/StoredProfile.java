package dev.lodestar.ingest.warehouse;

import dev.lodestar.contracts.timeline.ProfileRecord;
import dev.lodestar.ingest.validation.CanonicalJson;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A profile on its way into the table, with its place in the log. */
record StoredProfile(
        UUID user,
        ProfileRecord profile,
        int partition,
        long offset,
        @Nullable UUID importId) {
    private static final Set<String> OWN_COLUMNS = Set.of("segment", "channel", "plan_type");

    Instant receivedAt() {
        return Instant.ofEpochMilli(profile.getReceivedAtMillis());
    }

    /** An attribute that has a column of its own, null when unknown. */
    @Nullable
    String attribute(String name) {
        return profile.getAttributesMap().get(name);
    }

    /** The attributes without a column of their own, as JSON. */
    String furtherAttributes() {
        Map<String, Object> further = new TreeMap<>(profile.getAttributesMap());
        further.keySet().removeAll(OWN_COLUMNS);
        return CanonicalJson.write(further);
    }
}
