package dev.lodestar.ingest.warehouse;

import dev.lodestar.ingest.quality.Fate;
import dev.lodestar.ingest.validation.DataSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes {@code analytics.user_profiles}: the last write by {@code updated_at} stands, by arrival where one does not say. */
@ApplicationScoped
class ProfileTable {
    private static final String UPSERT = """
            insert into analytics.user_profiles as stored (user_id, signup_date, segment, channel, plan_type, attributes,
                updated_at, received_at, ingest_offset, ingest_partition)
            select new.user_id, new.signup_date, new.segment, new.channel, new.plan_type, new.attributes::jsonb,
                new.updated_at, new.received_at, new.ingest_offset, $10
            from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                $8::timestamptz[], $9::bigint[])
                as new (user_id, signup_date, segment, channel, plan_type, attributes, updated_at, received_at, ingest_offset)
            on conflict (user_id) do update set signup_date = excluded.signup_date, segment = excluded.segment,
                channel = excluded.channel, plan_type = excluded.plan_type, attributes = excluded.attributes,
                updated_at = excluded.updated_at, received_at = excluded.received_at,
                ingest_partition = excluded.ingest_partition, ingest_offset = excluded.ingest_offset
            where coalesce(excluded.updated_at >= stored.updated_at, true)
                and (stored.signup_date, stored.segment, stored.channel, stored.plan_type, stored.attributes, stored.updated_at)
                    is distinct from (excluded.signup_date, excluded.segment, excluded.channel, excluded.plan_type,
                        excluded.attributes, excluded.updated_at)
            returning user_id
            """;

    private static final String ERASE = """
            delete from analytics.user_profiles where user_id = $1
            """;

    /** Writes profiles of one partition in their order and notes the outcome of each. */
    Uni<Void> upsert(SqlConnection connection, List<StoredProfile> profiles, Outcomes outcomes) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (List<StoredProfile> round : withUsersOnce(profiles)) {
            written = written.chain(() -> connection
                    .preparedQuery(UPSERT)
                    .execute(columns(round))
                    .invoke(changed -> note(round, changed, outcomes))
                    .replaceWithVoid());
        }
        return written;
    }

    /** A statement meets a user once, so that each profile is compared with the one before it, whether that came in the same batch or in an earlier one. */
    private static List<List<StoredProfile>> withUsersOnce(List<StoredProfile> profiles) {
        List<List<StoredProfile>> rounds = new ArrayList<>();
        Map<UUID, Integer> roundsOfUser = new HashMap<>();
        for (StoredProfile profile : profiles) {
            int round = roundsOfUser.merge(profile.user(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(profile);
        }
        return rounds;
    }

    /** Deletes what there is of a user. */
    Uni<Void> erase(SqlConnection connection, UUID user) {
        return connection
                .preparedQuery(ERASE)
                .execute(Tuple.of(user.toString()))
                .replaceWithVoid();
    }

    private static void note(List<StoredProfile> profiles, RowSet<Row> changed, Outcomes outcomes) {
        Set<String> changedUsers = new HashSet<>();
        changed.forEach(row -> changedUsers.add(row.getString(0)));
        for (StoredProfile profile : profiles) {
            outcomes.add(
                    DataSet.PROFILES,
                    profile.receivedAt(),
                    profile.importId(),
                    changedUsers.contains(profile.user().toString()) ? Fate.STORED : Fate.STORED_BEFORE);
        }
    }

    private static Tuple columns(List<StoredProfile> profiles) {
        int size = profiles.size();
        String[][] texts = new String[5][size];
        OffsetDateTime[][] times = new OffsetDateTime[3][size];
        Long[] offsets = new Long[size];
        int i = 0;
        for (StoredProfile profile : profiles) {
            long updatedAt = profile.profile().getUpdatedAtMillis();
            texts[0][i] = profile.user().toString();
            texts[1][i] = profile.attribute("segment");
            texts[2][i] = profile.attribute("channel");
            texts[3][i] = profile.attribute("plan_type");
            texts[4][i] = profile.furtherAttributes();
            times[0][i] = EventTable.time(profile.profile().getSignupAtMillis());
            times[1][i] = updatedAt == 0 ? null : EventTable.time(updatedAt);
            times[2][i] = EventTable.time(profile.profile().getReceivedAtMillis());
            offsets[i++] = profile.offset();
        }
        return Tuple.tuple()
                .addValue(texts[0])
                .addValue(times[0])
                .addValue(texts[1])
                .addValue(texts[2])
                .addValue(texts[3])
                .addValue(texts[4])
                .addValue(times[1])
                .addValue(times[2])
                .addValue(offsets)
                .addValue((short) profiles.getFirst().partition());
    }
}
