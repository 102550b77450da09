package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.validation.QualityCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When users signed up, as the log had it at any place in it: an event counts as {@code unknown_user} when no profile of its user lies before it, and as
 * {@code before_signup} when that profile's signup is later than the event. Those seen last are remembered. What a batch changes is remembered only once it is
 * committed, so that a batch that is written again finds what it found before. Thread-safe: a user belongs to one partition, and a partition is written by one
 * batch at a time.
 */
@ApplicationScoped
class KnownUsers {
    private static final String FIND = """
            select user_id, signup_date, updated_at from analytics.user_profiles where user_id = any($1::text[])
            """;

    private final Map<UUID, Profile> remembered;

    KnownUsers(WarehouseConfig config) {
        int capacity = config.rememberedUsers();
        this.remembered = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Profile> eldest) {
                return size() > capacity;
            }
        };
    }

    /** What is kept of a profile; {@link #NONE} where there is none. */
    private record Profile(long signupMillis, long updatedMillis) {
        static final Profile NONE = new Profile(Long.MIN_VALUE, 0);

        boolean isReplacedBy(Profile later) {
            return later.updatedMillis == 0 || updatedMillis == 0 || later.updatedMillis >= updatedMillis;
        }
    }

    /** Forgets all, as when partitions come, which somebody else may have written in between. */
    synchronized void forget() {
        remembered.clear();
    }

    /** The users before a batch; looks up those that are not remembered, within the transaction of a connection. */
    Uni<View> before(SqlConnection connection, Collection<UUID> users) {
        View view = new View();
        List<UUID> missing = view.takeRemembered(users);
        if (missing.isEmpty()) {
            return Uni.createFrom().item(view);
        }
        String[] ids = missing.stream().map(UUID::toString).toArray(String[]::new);
        return connection.preparedQuery(FIND).execute(Tuple.of((Object) ids)).map(rows -> {
            missing.forEach(user -> view.profiles.put(user, Profile.NONE));
            for (Row row : rows) {
                OffsetDateTime updated = row.getOffsetDateTime(2);
                view.profiles.put(
                        UUID.fromString(row.getString(0)),
                        new Profile(
                                row.getOffsetDateTime(1).toInstant().toEpochMilli(),
                                updated == null ? 0 : updated.toInstant().toEpochMilli()));
            }
            return view;
        });
    }

    private synchronized void remember(Map<UUID, Profile> profiles) {
        remembered.putAll(profiles);
    }

    /** The users of a batch, moving along with its records. Belongs to the batch. */
    final class View {
        private final Map<UUID, Profile> profiles = new HashMap<>();

        private List<UUID> takeRemembered(Collection<UUID> users) {
            synchronized (KnownUsers.this) {
                return users.stream()
                        .filter(user -> {
                            Profile profile = remembered.get(user);
                            if (profile != null) {
                                profiles.put(user, profile);
                            }
                            return profile == null;
                        })
                        .toList();
            }
        }

        /** What is odd about an event of a user at an instant, null when nothing is. */
        @Nullable
        QualityCode oddity(UUID user, long eventMillis) {
            Profile profile = profiles.getOrDefault(user, Profile.NONE);
            if (profile == Profile.NONE) {
                return QualityCode.UNKNOWN_USER;
            }
            return eventMillis < profile.signupMillis() ? QualityCode.BEFORE_SIGNUP : null;
        }

        void profile(UUID user, long signupMillis, long updatedMillis) {
            Profile later = new Profile(signupMillis, updatedMillis);
            profiles.merge(user, later, (earlier, given) -> earlier.isReplacedBy(given) ? given : earlier);
        }

        void erased(UUID user) {
            profiles.put(user, Profile.NONE);
        }

        /** To be called once the batch is committed. */
        void keep() {
            remember(profiles);
        }
    }
}
