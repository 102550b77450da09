package dev.lodestar.growth.projection;

import dev.lodestar.growth.projection.domain.Sensitivity;
import dev.lodestar.kit.wire.CsvTable;
import dev.lodestar.kit.wire.Positioned;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tornado of a lever, or of several together.
 *
 * @param lever its name; null where several are taken together, which the definition names
 * @param npv at the point estimates
 */
public record SensitivityResponse(
        @Nullable String lever,
        double npv,
        List<Input> inputs,
        GrowthDefinition definition,
        PositionResponse asOf,
        double completeness,
        Instant computedAt)
        implements Positioned {

    /** One input at its P10 and P90, all others at their point estimates; widest swing first. */
    public record Input(
            String input,
            double lowValue,
            double highValue,
            double npvAtLow,
            double npvAtHigh,
            double swing,
            String basis) {

        static Input from(Sensitivity.Input input) {
            return new Input(
                    input.input(),
                    input.lowValue(),
                    input.highValue(),
                    input.npvAtLow(),
                    input.npvAtHigh(),
                    input.swing(),
                    input.basis().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public String positionText() {
        return asOf.text();
    }

    /** The columns of growth_sensitivity.csv. */
    String csv() {
        CsvTable table =
                CsvTable.of("lever", "input", "low_value", "high_value", "npv_at_low", "npv_at_high", "swing", "basis");
        inputs.forEach(row -> table.row(
                lever,
                row.input(),
                row.lowValue(),
                row.highValue(),
                row.npvAtLow(),
                row.npvAtHigh(),
                row.swing(),
                row.basis()));
        return table.render();
    }
}
