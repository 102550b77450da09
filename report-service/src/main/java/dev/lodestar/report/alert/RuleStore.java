package dev.lodestar.report.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.notification.ChannelDraft;
import dev.lodestar.report.notification.ChannelResponse;
import dev.lodestar.report.notification.Channels;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transactions on rules. */
@ApplicationScoped
class RuleStore {
    private static final String COLUMNS = """
            select r.id, r.name, r.kind, r.severity, r.enabled, r.segment, r.condition, r.repeat_after_seconds, r.version,
                   r.created_at, r.created_by, r.updated_at, r.updated_by, r.judged_at, r.judged_run, r.outcome, r.reason, r.sentence,
                   exists (select 1 from alert a where a.rule_id = r.id and a.state = 'firing') as firing
              from alert_rule r
            """;

    private static final String PAGE = COLUMNS + " where r.name > $1 order by r.name limit $2";
    private static final String ONE = COLUMNS + " where r.id = $1";

    /** Counts under a lock that whoever adds a rule takes: of two that add the last one, one is refused. */
    private static final String ONE_AFTER_THE_OTHER = "lock table alert_rule in share row exclusive mode";

    private static final String COUNT = "select count(*) as rules from alert_rule";

    private static final String ADD = """
            insert into alert_rule (id, name, kind, severity, enabled, segment, condition, repeat_after_seconds, version, created_at, created_by, updated_at, updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $9, $10)
            """;

    /** What was said of runs by another condition or another segment says nothing of this one. */
    private static final String REPLACE = """
            update alert_rule
               set name = $2, kind = $3, severity = $4, enabled = $5, segment = $6, condition = $7, repeat_after_seconds = $8,
                   version = version + 1, updated_at = $9, updated_by = $10,
                   judged_at = null, judged_run = null, judged_run_requested_at = null, outcome = null, reason = null, sentence = null
             where id = $1 and version = $11
            """;

    private static final String DELETE = "delete from alert_rule where id = $1";

    private static final String LOCK = "select id from alert_rule where id = $1 for update";

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool database;
    private final Channels channels;
    private final AlertEnds ends;
    private final AlertConfig config;
    private final ObjectMapper json;

    RuleStore(Pool database, Channels channels, AlertEnds ends, AlertConfig config, ObjectMapper json) {
        this.database = database;
        this.channels = channels;
        this.ends = ends;
        this.config = config;
        this.json = json;
    }

    /** Rules by name, after a name. */
    Uni<List<RuleResponse>> page(String after, int size) {
        return database.withTransaction(
                connection -> rules(connection, connection.preparedQuery(PAGE).execute(Tuple.of(after, size))));
    }

    Uni<RuleResponse> get(UUID id) {
        return database.withTransaction(connection -> one(connection, id));
    }

    Uni<RuleResponse> add(UUID id, RuleDraft draft, List<ChannelDraft> own, String by, Instant now) {
        return database.withTransaction(connection -> connection
                        .query(ONE_AFTER_THE_OTHER)
                        .execute()
                        .chain(() -> connection.query(COUNT).execute())
                        .invoke(rows -> requireRoom(rows.iterator().next().getLong("rules")))
                        .chain(() -> connection.preparedQuery(ADD).execute(values(id, draft, by, now, null)))
                        .chain(() -> channels.replace(connection, id, own))
                        .chain(() -> one(connection, id)))
                .onFailure(RuleStore::isTaken)
                .transform(taken -> nameTaken(draft))
                .map(rule -> rule.with(Channels.withNewSecrets(rule.channels(), own)));
    }

    Uni<RuleResponse> replace(UUID id, int version, RuleDraft draft, List<ChannelDraft> own, String by, Instant now) {
        return database.withTransaction(connection -> connection
                        .preparedQuery(REPLACE)
                        .execute(values(id, draft, by, now, version))
                        .chain(rows -> rows.rowCount() == 1
                                ? Uni.createFrom().voidItem()
                                : one(connection, id)
                                        .chain(rule -> Uni.createFrom().failure(changed(rule))))
                        .chain(() -> draft.enabled()
                                ? Uni.createFrom().voidItem()
                                : ends.end(connection, id, RuleEnd.SWITCHED_OFF, now))
                        .chain(() -> channels.replace(connection, id, own))
                        .chain(() -> one(connection, id)))
                .onFailure(RuleStore::isTaken)
                .transform(taken -> nameTaken(draft))
                .map(rule -> rule.with(Channels.withNewSecrets(rule.channels(), own)));
    }

    /** Deletes a rule; its alerts stay, and the one that fires is over, of which its channels are told last. */
    Uni<Void> delete(UUID id, Instant now) {
        return database.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw notFound(id);
                    }
                })
                .chain(() -> ends.end(connection, id, RuleEnd.DELETED, now))
                .chain(() -> connection.preparedQuery(DELETE).execute(Tuple.of(id)))
                .replaceWithVoid());
    }

    private Uni<RuleResponse> one(SqlConnection connection, UUID id) {
        return rules(connection, connection.preparedQuery(ONE).execute(Tuple.of(id)))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw notFound(id);
                    }
                    return found.getFirst();
                });
    }

    private Uni<List<RuleResponse>> rules(SqlConnection connection, Uni<RowSet<Row>> query) {
        return query.map(this::read)
                .chain(found -> channels.of(
                                connection, found.stream().map(RuleResponse::id).toList())
                        .map(own -> found.stream()
                                .map(rule -> rule.with(own.getOrDefault(rule.id(), List.<ChannelResponse>of())))
                                .toList()));
    }

    private List<RuleResponse> read(RowSet<Row> rows) {
        List<RuleResponse> found = new ArrayList<>();
        for (Row row : rows) {
            Long repeat = row.getLong("repeat_after_seconds");
            found.add(new RuleResponse(
                    row.getUUID("id"),
                    row.getString("name"),
                    row.getString("kind"),
                    row.getString("severity"),
                    row.getBoolean("enabled"),
                    row.getString("segment"),
                    condition(row.getString("condition")),
                    repeat == null ? null : Duration.ofSeconds(repeat),
                    List.of(),
                    row.getBoolean("firing") ? "firing" : "ok",
                    judgement(row),
                    row.getInteger("version"),
                    Columns.requiredInstant(row, "created_at"),
                    row.getString("created_by"),
                    Columns.requiredInstant(row, "updated_at"),
                    row.getString("updated_by")));
        }
        return found;
    }

    private static RuleResponse.@Nullable Judgement judgement(Row row) {
        Instant at = Columns.instant(row, "judged_at");
        return at == null
                ? null
                : new RuleResponse.Judgement(
                        row.getUUID("judged_run"),
                        at,
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getString("sentence"));
    }

    private Tuple values(UUID id, RuleDraft draft, String by, Instant now, @Nullable Integer version) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(id);
        values.add(draft.name());
        values.add(draft.condition().kind().wireName());
        values.add(draft.severity().wireName());
        values.add(draft.enabled());
        values.add(draft.segment());
        values.add(text(ConditionBody.from(draft.condition())));
        values.add(draft.repeatAfter() == null ? null : draft.repeatAfter().toSeconds());
        values.add(Columns.at(now));
        values.add(by);
        if (version != null) {
            values.add(version);
        }
        return Tuple.from(values);
    }

    private void requireRoom(long rules) {
        if (rules >= config.maxRules()) {
            throw new ProblemException(
                    AlertProblem.TOO_MANY_RULES, "there may be " + config.maxRules() + " (lodestar.alert.max-rules)");
        }
    }

    private String text(ConditionBody condition) {
        try {
            return json.writeValueAsString(condition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a condition is JSON", e);
        }
    }

    private ConditionBody condition(String text) {
        try {
            return json.readValue(text, ConditionBody.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored condition is JSON", e);
        }
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private static ProblemException nameTaken(RuleDraft draft) {
        return new ProblemException(
                AlertProblem.NAME_TAKEN, "there is a rule '" + draft.name() + "'", "name", "a name that no rule has");
    }

    private static ProblemException changed(RuleResponse rule) {
        return new ProblemException(
                AlertProblem.VERSION_CONFLICT,
                "the rule is at version " + rule.version(),
                "version",
                Integer.toString(rule.version()));
    }

    private static ProblemException notFound(UUID id) {
        return new ProblemException(AlertProblem.RULE_NOT_FOUND, "there is no rule " + id);
    }
}
