package dev.lodestar.metrics.sql;

import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Answers;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.StatementParameters;
import dev.lodestar.metrics.funnel.FunnelConfig;
import dev.lodestar.metrics.northstar.NorthStarConfig;
import dev.lodestar.metrics.poweruser.PowerUserConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the queries with the project's own settings, so that SQL and API answer the same. */
@ApplicationScoped
class SqlTexts {
    private final Map<SqlDialect, SqlLibrary> libraries = Arrays.stream(SqlDialect.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), SqlLibrary::of));
    private final Answers answers;
    private final StatementParameters parameters;
    private final FunnelConfig funnel;
    private final NorthStarConfig northStar;
    private final PowerUserConfig powerUsers;

    SqlTexts(
            Answers answers,
            StatementParameters parameters,
            FunnelConfig funnel,
            NorthStarConfig northStar,
            PowerUserConfig powerUsers) {
        this.answers = answers;
        this.parameters = parameters;
        this.funnel = funnel;
        this.northStar = northStar;
        this.powerUsers = powerUsers;
    }

    String render(
            SqlDialect dialect,
            SqlQuery query,
            ScopeParameters asked,
            @Nullable SqlBreakdown breakdown,
            CalendarPeriod period) {
        SqlLibrary library = libraries.get(dialect);
        if (library == null) {
            throw new IllegalStateException("no library for " + dialect);
        }
        Double target = northStar.settings().target();
        return answers.look(asked, (context, who) -> {
            SqlParameters chosen = parameters
                    .of(context, who)
                    .with(choices -> choices.breakdown(breakdown)
                            .cohortPeriod(period)
                            .funnel(funnel.thresholds())
                            .northStarTarget(target == null ? null : BigDecimal.valueOf(target))
                            .topShare(BigDecimal.valueOf(powerUsers.topShare())));
            return library.render(query, chosen, who.filters());
        });
    }
}
