package dev.lodestar.metrics.sql;

import dev.lodestar.engine.cohort.RetentionAnalysis;
import dev.lodestar.engine.cohort.SideComparison;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.funnel.StepFunnelAnalysis;
import dev.lodestar.engine.path.PathAnalysis;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.sql.ActivitySql;
import dev.lodestar.engine.sql.FunnelRows;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.DefinitionReader;
import dev.lodestar.host.answer.RetentionQueryRequest;
import dev.lodestar.host.answer.RetentionStatement;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.SideQuestion;
import dev.lodestar.host.answer.SideStatement;
import dev.lodestar.host.answer.Sides;
import dev.lodestar.host.answer.StatementParameters;
import dev.lodestar.metrics.funnel.FunnelRequest;
import dev.lodestar.metrics.funnel.FunnelStatement;
import dev.lodestar.metrics.path.PathStatement;
import dev.lodestar.metrics.path.PathsRequest;
import dev.lodestar.metrics.poweruser.PowerUserConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Definitions as SQL, checked as if they were asked; nothing is counted. */
@ApplicationScoped
class SqlDefinitions {
    private final Answers answers;
    private final DefinitionReader definitions;
    private final StatementParameters parameters;
    private final FunnelStatement funnels;
    private final RetentionStatement retentions;
    private final PathStatement walks;
    private final Sides sides;
    private final SideStatement comparisons;
    private final PowerUserConfig powerUsers;

    SqlDefinitions(
            Answers answers,
            DefinitionReader definitions,
            StatementParameters parameters,
            FunnelStatement funnels,
            RetentionStatement retentions,
            PathStatement walks,
            Sides sides,
            SideStatement comparisons,
            PowerUserConfig powerUsers) {
        this.answers = answers;
        this.definitions = definitions;
        this.parameters = parameters;
        this.funnels = funnels;
        this.retentions = retentions;
        this.walks = walks;
        this.sides = sides;
        this.comparisons = comparisons;
        this.powerUsers = powerUsers;
    }

    String render(String body) {
        SqlDefinitionRequest asked =
                definitions.read(body, SqlDefinitionRequest.class).requireOne();
        SqlDialect dialect = asked.wantedDialect();
        FunnelRequest funnel = asked.funnel();
        RetentionQueryRequest retention = asked.retention();
        PathsRequest paths = asked.paths();
        if (funnel != null) {
            return funnel(dialect, asked, funnel);
        }
        if (paths != null) {
            return paths(dialect, paths);
        }
        return retention == null
                ? activity(dialect, asked.rows(), Objects.requireNonNull(asked.activity()))
                : retention(dialect, retention);
    }

    private String funnel(SqlDialect dialect, SqlDefinitionRequest wanted, FunnelRequest asked) {
        FunnelDefinition definition = asked.toDomain();
        FunnelRows rows = wanted.wantedRows(definition);
        return answers.look(asked.scope(), (context, who) -> {
            new StepFunnelAnalysis(context).check(who, definition);
            return Objects.requireNonNull(funnels.of(dialect, context, who, definition, rows));
        });
    }

    private String retention(SqlDialect dialect, RetentionQueryRequest asked) {
        RetentionDefinition definition = asked.toDomain(definitions);
        return answers.look(asked.scope(), (context, who) -> {
            new RetentionAnalysis(context).check(who, definition);
            return Objects.requireNonNull(retentions.of(dialect, context, who, definition));
        });
    }

    private String paths(SqlDialect dialect, PathsRequest asked) {
        PathDefinition definition = asked.toDomain();
        return answers.look(asked.scope(), (context, who) -> {
            new PathAnalysis(context).check(who, definition);
            return Objects.requireNonNull(walks.of(dialect, context, who, definition));
        });
    }

    private String activity(SqlDialect dialect, @Nullable String wanted, ActivityRequest asked) {
        ActivityRows rows = asked.wantedRows(wanted);
        CalendarPeriod period = asked.wantedPeriod();
        Optional<SideQuestion> sets = asked.sets();
        return sets.isPresent()
                ? comparison(dialect, sets.get(), period, asked.scope())
                : activity(dialect, rows, period, asked.scope());
    }

    private String comparison(SqlDialect dialect, SideQuestion asked, CalendarPeriod period, ScopeParameters scope) {
        return answers.look(scope, (context, who) -> {
            SideDefinition definition = sides.of(asked, period, context);
            new SideComparison(context).check(who, definition);
            return comparisons.of(dialect, context, who, definition);
        });
    }

    private String activity(SqlDialect dialect, ActivityRows rows, CalendarPeriod period, ScopeParameters scope) {
        return answers.look(scope, (context, who) -> {
            SqlParameters chosen = parameters
                    .of(context, who)
                    .with(choices -> choices.topShare(BigDecimal.valueOf(powerUsers.topShare())));
            return ActivitySql.render(dialect, rows, period, chosen, who.filters());
        });
    }
}
