package dev.lodestar.report.alert;

import dev.lodestar.contracts.alert.AlertAction;
import dev.lodestar.report.alert.domain.DataQuality;
import dev.lodestar.report.alert.domain.Judge;
import dev.lodestar.report.alert.domain.Move;
import dev.lodestar.report.alert.domain.RunFigures;
import dev.lodestar.report.alert.domain.Verdict;
import dev.lodestar.report.answer.AnswerReader;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.bundle.RunRange;
import dev.lodestar.report.bundle.RunResults;
import dev.lodestar.report.note.Notes;
import dev.lodestar.report.notification.Notice;
import dev.lodestar.report.notification.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Holds every rule against a run that has ended, once: what comes of it is one transaction with the note that the run was judged. */
@ApplicationScoped
public class AlertJudge {
    private final Pool database;
    private final JudgementSql sql;
    private final Outbox outbox;
    private final AlertNotices notices;
    private final Notes notes;
    private final RunRange ranges;
    private final QualityReader quality;
    private final AlertConfig config;
    private final ZoneId zone;
    private final int minimumGroup;
    private final Clock clock;

    AlertJudge(
            Pool database,
            JudgementSql sql,
            Outbox outbox,
            AlertNotices notices,
            Notes notes,
            RunRange ranges,
            QualityReader quality,
            AlertConfig config,
            @ConfigProperty(name = "lodestar.time-zone") ZoneId zone,
            @ConfigProperty(name = "lodestar.privacy.minimum-group", defaultValue = "10") int minimumGroup,
            Clock clock) {
        this.database = database;
        this.sql = sql;
        this.outbox = outbox;
        this.notices = notices;
        this.notes = notes;
        this.ranges = ranges;
        this.quality = quality;
        this.config = config;
        this.zone = zone;
        this.minimumGroup = minimumGroup;
        this.clock = clock;
    }

    /** Runs that have ended and were not judged yet, those that were asked for first first. */
    public Uni<List<UUID>> unjudged() {
        return sql.unjudged(database);
    }

    /** Judges a run; one that was judged before is left alone. */
    public Uni<Void> judge(EndedRun run, RunFigures figures) {
        return quality(run)
                .map(known -> new Judge(figures, run.outcome(), known))
                .chain(judge -> database.withTransaction(connection -> sql.claim(
                                connection, run.results().runId(), clock.instant())
                        .chain(mine -> mine && run.isOfAllData()
                                ? judgeAll(connection, run.results(), judge)
                                : Uni.createFrom().voidItem())));
    }

    /** Asked for before the transaction, and only where a rule is about it. */
    private Uni<DataQuality> quality(EndedRun run) {
        return run.isOfAllData() && run.results().segment() == null
                ? sql.asksForQuality(database)
                        .chain(asked ->
                                asked ? quality.read() : Uni.createFrom().item(DataQuality.unknown("not_asked")))
                : Uni.createFrom().item(DataQuality.unknown("not_asked"));
    }

    /** The figures of a run. Reads whole answers, so not for an event loop. */
    public RunFigures figures(EndedRun run) {
        RunResults results = run.results();
        Evidence evidence = AnswerReader.read(ranges.facts(results), results.answers(), results.missing());
        return new RunFigures(evidence, results.requestedAt().atZone(zone).toLocalDate(), minimumGroup);
    }

    private Uni<Void> judgeAll(SqlConnection connection, RunResults run, Judge judge) {
        Instant now = clock.instant();
        return sql.rules(connection, run.segment(), run.requestedAt())
                .chain(rules -> {
                    Uni<Void> judged = Uni.createFrom().voidItem();
                    for (RuleToJudge rule : rules) {
                        judged = judged.chain(() -> apply(connection, run, rule, judge.of(rule.condition()), now));
                    }
                    return judged;
                })
                .chain(() -> sql.forget(connection, config.kept()));
    }

    /** What a run that was overtaken says of a rule is news only where it failed: that it did not says nothing of the later one. */
    private Uni<Void> apply(SqlConnection connection, RunResults run, RuleToJudge rule, Verdict verdict, Instant now) {
        if (rule.overtaken() && !(verdict instanceof Verdict.Judged judged && judged.met())) {
            return Uni.createFrom().voidItem();
        }
        return sql.judged(connection, run, rule, verdict, now).chain(() -> switch (verdict) {
            case Verdict.NotJudged ignored -> Uni.createFrom().voidItem();
            case Verdict.Judged judged -> move(connection, run, rule, judged, now);
        });
    }

    private Uni<Void> move(
            SqlConnection connection, RunResults run, RuleToJudge rule, Verdict.Judged verdict, Instant now) {
        RuleToJudge.Firing firing = rule.firing();
        Move move = Move.of(firing == null ? null : firing.notifiedAt(), verdict, rule.repeatAfter(), now);
        UUID alert = firing == null ? UUID.randomUUID() : firing.alert();
        Instant openedAt = firing == null ? now : firing.openedAt();
        Notice notice = notices.of(alert, rule, run, verdict, move, openedAt, now);
        return switch (move) {
            case NONE -> Uni.createFrom().voidItem();
            case STAY -> sql.stay(connection, alert, run, verdict);
            case OPEN ->
                sql.open(connection, alert, run, rule, verdict, now)
                        .chain(() -> tell(connection, AlertAction.ALERT_OPENED, run, notice));
            case REMIND ->
                sql.stay(connection, alert, run, verdict)
                        .chain(() -> sql.told(connection, alert, now))
                        .chain(() -> tell(connection, AlertAction.ALERT_REPEATED, run, notice));
            case RESOLVE ->
                sql.resolve(connection, alert, verdict, now)
                        .chain(() -> tell(connection, AlertAction.ALERT_RESOLVED, run, notice));
        };
    }

    private Uni<Void> tell(SqlConnection connection, AlertAction action, RunResults run, Notice notice) {
        return notes.ofAlert(connection, action, notice.alert(), run.runId(), notice.at())
                .chain(() -> outbox.add(connection, notice));
    }
}
