package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.query.FunnelDefinition.Trend;
import dev.lodestar.engine.query.FunnelDefinition.TrendBy;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Choices;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What periods users are counted by, in the body of a request.
 *
 * @param by signup or entry; entry where nothing is said
 * @param period daily, weekly or monthly; weekly where nothing is said
 */
@RegisterForReflection
public record TrendRequest(@Nullable String by, @Nullable String period) {
    Trend toDomain(String field) {
        return new Trend(
                by == null
                        ? TrendBy.ENTRY
                        : Choices.of(field + ".by", by, Arrays.stream(TrendBy.values()), TrendBy::wireName),
                period == null
                        ? CalendarPeriod.WEEKLY
                        : Choices.of(
                                field + ".period",
                                period,
                                Stream.of(CalendarPeriod.DAILY, CalendarPeriod.WEEKLY, CalendarPeriod.MONTHLY),
                                CalendarPeriod::wireName));
    }
}
