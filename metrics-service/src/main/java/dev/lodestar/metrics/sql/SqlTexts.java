package dev.lodestar.metrics.sql;

import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.sql.SqlBreakdown;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.engine.sql.SqlLibrary;
import dev.lodestar.engine.sql.SqlParameters;
import dev.lodestar.engine.sql.SqlQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.metrics.funnel.FunnelConfig;
import dev.lodestar.metrics.northstar.NorthStarConfig;
import dev.lodestar.metrics.poweruser.PowerUserConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the queries with the project's own settings, so that SQL and API answer the same. */
@ApplicationScoped
class SqlTexts {
    private final Map<SqlDialect, SqlLibrary> libraries = Arrays.stream(SqlDialect.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), SqlLibrary::of));
    private final SqlParameters project;

    SqlTexts(
            ProjectCalendar calendar,
            EventPlan plan,
            FunnelConfig funnel,
            NorthStarConfig northStar,
            PowerUserConfig powerUsers) {
        Double target = northStar.settings().target();
        this.project = SqlParameters.STANDARD.with(choices -> choices.timeZone(calendar.zone())
                .weekStart(calendar.weekStart())
                .plan(plan)
                .funnel(funnel.thresholds())
                .northStarTarget(target == null ? null : BigDecimal.valueOf(target))
                .topShare(BigDecimal.valueOf(powerUsers.topShare())));
    }

    String render(
            SqlDialect dialect, SqlQuery query, Scope scope, @Nullable SqlBreakdown breakdown, CalendarPeriod period) {
        SqlLibrary library = libraries.get(dialect);
        if (library == null) {
            throw new IllegalStateException("no library for " + dialect);
        }
        return library.render(
                query,
                project.with(choices -> choices.range(scope.from(), scope.to())
                        .segment(segment(scope))
                        .breakdown(breakdown)
                        .cohortPeriod(period)));
    }

    private static @Nullable String segment(Scope scope) {
        List<String> segments = scope.filters().allowed().getOrDefault("segment", List.of());
        if (!scope.cohorts().isEmpty()) {
            throw ProblemException.invalid(
                    "cohort", scope.cohorts().getFirst().name(), "none here: POST /sql says activity of saved cohorts");
        }
        if (segments.size() > 1
                || scope.filters().allowed().keySet().stream().anyMatch(name -> !name.equals("segment"))) {
            throw ProblemException.invalid(
                    "segment",
                    scope.filters().allowed(),
                    "at most one segment here: POST /sql says activity of any users");
        }
        return segments.isEmpty() ? null : segments.getFirst();
    }
}
