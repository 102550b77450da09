package dev.lodestar.report.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.alert.domain.Condition;
import dev.lodestar.report.alert.domain.RuleKind;
import dev.lodestar.report.alert.domain.Verdict;
import dev.lodestar.report.bundle.RunResults;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of a judgement. */
@ApplicationScoped
class JudgementSql {
    private static final String UNJUDGED = """
            select id from analysis_run r
             where finished_at is not null and not exists (select 1 from judged_run j where j.run_id = r.id)
             order by requested_at, id limit 100
            """;

    private static final String CLAIM = """
            insert into judged_run (run_id, judged_at) select id, $2 from analysis_run where id = $1 on conflict do nothing
            """;

    /** Before anything is read of the rules and their alerts, so that runs that end together are judged one after the other. */
    private static final String LOCK =
            "select id from alert_rule where enabled and segment is not distinct from $1 order by id for update";

    /** A run that was asked for before one that is judged already has older figures, and only its failure is news. */
    private static final String RULES = """
            select r.id, r.name, r.kind, r.severity, r.segment, r.condition, r.repeat_after_seconds,
                   coalesce(r.judged_run_requested_at > $2, false) as overtaken,
                   a.id as alert_id, a.notified_at, a.opened_at
              from alert_rule r left join alert a on a.rule_id = r.id and a.state = 'firing'
             where r.enabled and r.segment is not distinct from $1
               and (r.kind = 'run_failed' or r.judged_run_requested_at is null or r.judged_run_requested_at <= $2)
             order by r.id
            """;

    private static final String JUDGED = """
            update alert_rule
               set judged_at = $2, judged_run = $3, judged_run_requested_at = greatest(judged_run_requested_at, $4), outcome = $5, reason = $6, sentence = $7
             where id = $1
            """;

    private static final String OPEN = """
            insert into alert (id, rule_id, rule_name, kind, severity, segment, state, observed, threshold, sentence, run_id, as_of, opened_at, opened_run, notified_at)
            values ($1, $2, $3, $4, $5, $6, 'firing', $7, $8, $9, $10, $11, $12, $10, $12)
            """;

    private static final String STAY = """
            update alert set observed = $2, threshold = $3, sentence = $4, run_id = $5, as_of = $6 where id = $1
            """;

    private static final String TOLD = "update alert set notified_at = $2 where id = $1";

    private static final String RESOLVE = """
            update alert set state = 'resolved', resolved_at = $2, resolved_by = $3, notified_at = $2 where id = $1
            """;

    private static final String FORGET = """
            delete from alert where id in (
              select id from alert where state = 'resolved' order by opened_at desc, id desc offset $1)
            """;

    private static final String ASKS_FOR_QUALITY =
            "select exists (select 1 from alert_rule where kind = 'quality_below' and enabled) as asked";

    private final ObjectMapper json;

    JudgementSql(ObjectMapper json) {
        this.json = json;
    }

    Uni<List<UUID>> unjudged(Pool database) {
        return database.query(UNJUDGED).execute().map(rows -> {
            List<UUID> runs = new ArrayList<>();
            rows.forEach(row -> runs.add(row.getUUID("id")));
            return runs;
        });
    }

    Uni<Boolean> asksForQuality(Pool database) {
        return database.query(ASKS_FOR_QUALITY)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("asked"));
    }

    /** Notes that the run is judged in this transaction; false when it was in another. */
    Uni<Boolean> claim(SqlConnection connection, UUID run, Instant now) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(run, Columns.at(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<List<RuleToJudge>> rules(SqlConnection connection, @Nullable String segment, Instant requestedAt) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(segment))
                .chain(() -> connection.preparedQuery(RULES).execute(Tuple.of(segment, Columns.at(requestedAt))))
                .map(rows -> {
                    List<RuleToJudge> rules = new ArrayList<>();
                    rows.forEach(row -> rules.add(rule(row)));
                    return rules;
                });
    }

    private RuleToJudge rule(Row row) {
        Long repeat = row.getLong("repeat_after_seconds");
        UUID alert = row.getUUID("alert_id");
        return new RuleToJudge(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("severity"),
                row.getString("segment"),
                condition(row.getString("kind"), row.getString("condition")),
                repeat == null ? null : Duration.ofSeconds(repeat),
                row.getBoolean("overtaken"),
                alert == null
                        ? null
                        : new RuleToJudge.Firing(
                                alert,
                                Columns.requiredInstant(row, "notified_at"),
                                Columns.requiredInstant(row, "opened_at")));
    }

    private Condition condition(String kind, String text) {
        RuleKind known = Arrays.stream(RuleKind.values())
                .filter(candidate -> candidate.wireName().equals(kind))
                .findFirst()
                .orElseThrow();
        try {
            return new ConditionReader(json.readValue(text, ConditionBody.class), Integer.MAX_VALUE).read(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored condition is JSON", e);
        }
    }

    Uni<Void> judged(SqlConnection connection, RunResults run, RuleToJudge rule, Verdict verdict, Instant now) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(rule.id());
        values.add(Columns.at(now));
        values.add(run.runId());
        values.add(Columns.at(run.requestedAt()));
        switch (verdict) {
            case Verdict.Judged judged -> {
                values.add(judged.met() ? "met" : "not_met");
                values.add(null);
            }
            case Verdict.NotJudged not -> {
                values.add("not_judged");
                values.add(not.reason());
            }
        }
        values.add(verdict.sentence());
        return connection.preparedQuery(JUDGED).execute(Tuple.from(values)).replaceWithVoid();
    }

    Uni<Void> open(
            SqlConnection connection,
            UUID alert,
            RunResults run,
            RuleToJudge rule,
            Verdict.Judged verdict,
            Instant now) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(alert);
        values.add(rule.id());
        values.add(rule.name());
        values.add(rule.condition().kind().wireName());
        values.add(rule.severity());
        values.add(rule.segment());
        values.add(verdict.observed());
        values.add(verdict.threshold());
        values.add(verdict.sentence());
        values.add(run.runId());
        values.add(asOf(run));
        values.add(Columns.at(now));
        return connection.preparedQuery(OPEN).execute(Tuple.from(values)).replaceWithVoid();
    }

    Uni<Void> stay(SqlConnection connection, UUID alert, RunResults run, Verdict.Judged verdict) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(alert);
        values.add(verdict.observed());
        values.add(verdict.threshold());
        values.add(verdict.sentence());
        values.add(run.runId());
        values.add(asOf(run));
        return connection.preparedQuery(STAY).execute(Tuple.from(values)).replaceWithVoid();
    }

    Uni<Void> told(SqlConnection connection, UUID alert, Instant now) {
        return connection
                .preparedQuery(TOLD)
                .execute(Tuple.of(alert, Columns.at(now)))
                .replaceWithVoid();
    }

    Uni<Void> resolve(SqlConnection connection, UUID alert, Verdict.Judged verdict, Instant now) {
        return connection
                .preparedQuery(RESOLVE)
                .execute(Tuple.of(alert, Columns.at(now), verdict.sentence()))
                .replaceWithVoid();
    }

    /** Forgets the oldest alerts that are over, beyond the number kept. */
    Uni<Void> forget(SqlConnection connection, int kept) {
        return connection.preparedQuery(FORGET).execute(Tuple.of(kept)).replaceWithVoid();
    }

    private static @Nullable String asOf(RunResults run) {
        JsonNode asOf = run.asOf();
        return asOf == null ? null : asOf.toString();
    }
}
