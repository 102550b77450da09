package dev.lodestar.ingest.intake;

import dev.lodestar.ingest.identity.Pseudonyms;
import dev.lodestar.ingest.identity.UserHasher;
import dev.lodestar.ingest.reading.SourceRow;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows are refused: the quarantine keeps a hash of the user id, so that an erasure finds them, and nothing of those who may not return. Belongs to one
 * thread.
 */
final class RefusedUsers {
    private final Validators validators;
    private final Pseudonyms pseudonyms;
    private final Map<SourceRow, String> userByRow = new IdentityHashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private @Nullable UserHasher hasher;

    RefusedUsers(Validators validators, Pseudonyms pseudonyms) {
        this.validators = validators;
        this.pseudonyms = pseudonyms;
    }

    /** A row that did not pass the rules. */
    void add(SourceRow row) {
        String user = validators.userOf(row);
        if (user != null) {
            userByRow.put(row, user);
        }
    }

    /** The same, once it is known which of the users may not return. */
    RefusedUsers settled() {
        blocked.addAll(pseudonyms.blocked(new HashSet<>(userByRow.values())));
        return this;
    }

    /** Whether nothing may be kept of a row. */
    boolean isBlocked(SourceRow row) {
        String user = userByRow.get(row);
        return user != null && blocked.contains(user);
    }

    /** The hash of the row's user; null where the row names none. */
    byte @Nullable [] hashOf(SourceRow row) {
        String user = userByRow.computeIfAbsent(row, validators::userOf);
        if (user == null) {
            return null;
        }
        if (hasher == null) {
            hasher = pseudonyms.hasher();
        }
        return hasher.of(user);
    }
}
