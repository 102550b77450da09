package dev.lodestar.growth.projection;

import dev.lodestar.growth.assumption.domain.Figure;
import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.projection.domain.FlowInputs;
import dev.lodestar.growth.projection.domain.FlowSettings;
import dev.lodestar.growth.projection.domain.InputFigure;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Everything that shaped an answer of growth.
 *
 * @param currency ISO 4217 code of the currency that every amount of the answer is in
 * @param ceiling no lever brings a conversion above it
 * @param assumedTrials imagined users behind an assumed rate
 * @param assumptionSpread relative distance of P10 and P90 for inputs without a distribution of their own
 * @param inputs where the flow model starts from, each with its source
 */
public record GrowthDefinition(
        String currency,
        List<String> levers,
        int months,
        int draws,
        long seed,
        double ceiling,
        double assumedTrials,
        double assumptionSpread,
        List<Input> inputs) {

    /** One input: observed, with how it was measured, or an assumption with its source. */
    public record Input(String input, double value, String source, String detail) {

        static Input from(InputFigure named) {
            Figure figure = named.figure();
            return new Input(
                    named.name(), figure.value(), figure.origin().name().toLowerCase(Locale.ROOT), figure.detail());
        }
    }

    static GrowthDefinition of(Currency currency, List<Lever> levers, FlowSettings settings, FlowInputs inputs) {
        return new GrowthDefinition(
                currency.getCurrencyCode(),
                levers.stream().map(Lever::name).sorted().toList(),
                settings.months(),
                settings.draws(),
                settings.seed(),
                settings.ceiling(),
                settings.assumedTrials(),
                settings.assumptionSpread(),
                inputs.figures().stream().map(Input::from).toList());
    }
}
