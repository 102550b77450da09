package dev.lodestar.report.notification;

import dev.lodestar.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps channels, by the rule that they belong to. */
@ApplicationScoped
public class Channels {
    private static final String OF_RULES = """
            select id, rule_id, kind, shown from alert_channel where rule_id = any($1) order by position
            """;

    private static final String IDS = "select id from alert_channel where rule_id = $1 for update";

    private static final String REMOVE = "delete from alert_channel where rule_id = $1 and id <> all($2)";

    private static final String MOVE = "update alert_channel set position = $2 where id = $1";

    private static final String ADD = """
            insert into alert_channel (id, rule_id, position, kind, shown, sealed, key_version) values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final TargetSeal seal;

    Channels(TargetSeal seal) {
        this.seal = seal;
    }

    /** Makes these the channels of a rule; one that stays as it is must be among those that it has. */
    public Uni<Void> replace(SqlConnection connection, UUID rule, List<ChannelDraft> drafts) {
        UUID[] ids = drafts.stream().map(ChannelDraft::id).toArray(UUID[]::new);
        return connection
                .preparedQuery(IDS)
                .execute(Tuple.of(rule))
                .invoke(rows -> {
                    Set<UUID> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getUUID("id")));
                    requireKnown(drafts, known);
                })
                .chain(() -> connection.preparedQuery(REMOVE).execute(Tuple.of(rule, ids)))
                .chain(() -> write(connection, rule, drafts));
    }

    private static void requireKnown(List<ChannelDraft> drafts, Set<UUID> known) {
        for (int i = 0; i < drafts.size(); i++) {
            ChannelDraft draft = drafts.get(i);
            if (draft.target() == null && !known.contains(draft.id())) {
                throw ProblemException.invalid(
                        "channels[" + i + "].id", draft.id(), "the id of a channel that the rule has");
            }
        }
    }

    private Uni<Void> write(SqlConnection connection, UUID rule, List<ChannelDraft> drafts) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (int i = 0; i < drafts.size(); i++) {
            int position = i;
            written = written.chain(() -> write(connection, rule, position, drafts.get(position)));
        }
        return written;
    }

    private Uni<Void> write(SqlConnection connection, UUID rule, int position, ChannelDraft draft) {
        Target target = draft.target();
        if (target == null) {
            return connection
                    .preparedQuery(MOVE)
                    .execute(Tuple.of(draft.id(), position))
                    .replaceWithVoid();
        }
        List<Object> values = new ArrayList<>();
        values.add(draft.id());
        values.add(rule);
        values.add(position);
        values.add(draft.kind());
        values.add(draft.shown());
        values.add(Buffer.buffer(seal.seal(draft.id(), target)));
        values.add(seal.version());
        return connection.preparedQuery(ADD).execute(Tuple.from(values)).replaceWithVoid();
    }

    /** The channels of rules in their order, without secrets. */
    public Uni<Map<UUID, List<ChannelResponse>>> of(SqlConnection connection, List<UUID> rules) {
        return connection
                .preparedQuery(OF_RULES)
                .execute(Tuple.of(rules.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<ChannelResponse>> channels = new LinkedHashMap<>();
                    for (Row row : rows) {
                        channels.computeIfAbsent(row.getUUID("rule_id"), rule -> new ArrayList<>())
                                .add(new ChannelResponse(
                                        row.getUUID("id"), row.getString("kind"), row.getString("shown"), null));
                    }
                    return channels;
                });
    }

    /** The same with the signing secrets of the channels that a request made. */
    public static List<ChannelResponse> withNewSecrets(List<ChannelResponse> channels, List<ChannelDraft> drafts) {
        Map<UUID, String> secrets = new HashMap<>();
        for (ChannelDraft draft : drafts) {
            Target target = draft.target();
            if (target != null && target.secret() != null) {
                secrets.put(draft.id(), target.secret());
            }
        }
        return channels.stream()
                .map(channel ->
                        new ChannelResponse(channel.id(), channel.kind(), channel.target(), secrets.get(channel.id())))
                .toList();
    }
}
