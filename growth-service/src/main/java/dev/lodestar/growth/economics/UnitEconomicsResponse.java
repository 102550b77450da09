package dev.lodestar.growth.economics;

import dev.lodestar.growth.economics.domain.UnitFigure;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.projection.PositionResponse;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.Positioned;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The unit economics, one row per figure, each with its source or with the reason why it is null. */
public record UnitEconomicsResponse(
        List<Row> rows, Definition definition, PositionResponse asOf, double completeness, Instant computedAt)
        implements Positioned {

    /**
     * What the figures mean.
     *
     * @param currency ISO 4217 code of the currency that the units speak of
     * @param newPayingUsers the users that spend is divided by
     * @param ltvToDate the value that is set against CAC
     */
    public record Definition(String currency, String newPayingUsers, String ltvToDate) {

        static Definition of(Currency currency) {
            return new Definition(
                    currency.getCurrencyCode(),
                    "users who signed up in the range and have paid more than 0 up to its end",
                    "revenue to date per paying user x gross margin");
        }
    }

    /** One figure. */
    public record Row(
            String metric,
            @Nullable String channel,
            @Nullable Double value,
            String unit,
            @Nullable String source,
            @Nullable String reason,
            @Nullable String detail) {

        static Row from(UnitFigure figure) {
            return new Row(
                    figure.metric(),
                    figure.channel(),
                    figure.value(),
                    figure.unit(),
                    figure.origin() == null ? null : figure.origin().name().toLowerCase(Locale.ROOT),
                    figure.reason(),
                    figure.detail());
        }
    }

    static UnitEconomicsResponse from(
            Currency currency, List<UnitFigure> figures, ObservedProduct observed, Instant computedAt) {
        return new UnitEconomicsResponse(
                figures.stream().map(Row::from).toList(),
                Definition.of(currency),
                PositionResponse.from(observed.asOf()),
                observed.completeness(),
                computedAt);
    }

    @Override
    public String positionText() {
        return asOf.text();
    }

    /** The columns of unit_economics.csv. */
    String csv() {
        CsvTable table = CsvTable.of("metric", "channel", "value", "unit", "source", "reason", "detail");
        rows.forEach(row -> table.row(
                row.metric(), row.channel(), row.value(), row.unit(), row.source(), row.reason(), row.detail()));
        return table.render();
    }
}
