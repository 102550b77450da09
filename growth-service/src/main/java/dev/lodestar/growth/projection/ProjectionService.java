package dev.lodestar.growth.projection;

import dev.lodestar.growth.lever.domain.Lever;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import dev.lodestar.growth.projection.domain.CompoundProjection;
import dev.lodestar.growth.projection.domain.FlowInputs;
import dev.lodestar.growth.projection.domain.FlowSettings;
import dev.lodestar.growth.projection.domain.LeverRanking;
import dev.lodestar.growth.projection.domain.Projection;
import dev.lodestar.growth.projection.domain.Sensitivity;
import dev.lodestar.growth.projection.domain.SensitivityAnalysis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes the answers of growth from facts. Takes a core for some tenths of a second: never on an event loop. */
@ApplicationScoped
public class ProjectionService {

    private final ProjectionConfig config;
    private final Currency currency;
    private final Clock clock;
    private final Timer simulations;

    ProjectionService(ProjectionConfig config, Currency currency, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.currency = currency;
        this.clock = clock;
        this.simulations = Timer.builder("lodestar.growth.simulation")
                .description("Time of one Monte Carlo simulation")
                .register(meters);
    }

    /** All levers, ranked. The selection of the question is for projections; here every lever competes. */
    public LeversResponse levers(GrowthFacts facts, Question question) {
        List<Lever> levers = facts.levers().all();
        FlowSettings settings = settings(question);
        FlowInputs inputs = inputs(facts);
        ObservedProduct observed = facts.observed();
        return new LeversResponse(
                LeversResponse.rows(timed(() -> new LeverRanking(inputs, levers, settings).rank())),
                GrowthDefinition.of(currency, levers, settings, inputs),
                PositionResponse.from(observed.asOf()),
                observed.completeness(),
                clock.instant());
    }

    /** The selected levers together. */
    public ProjectionsResponse projections(GrowthFacts facts, Question question) {
        List<Lever> levers = question.select(facts.levers());
        FlowSettings settings = settings(question);
        FlowInputs inputs = inputs(facts);
        Projection projection = timed(() -> new CompoundProjection(inputs, levers, settings).project());
        return new ProjectionsResponse(
                projection.levers(),
                projection.months().stream()
                        .map(ProjectionsResponse.Month::from)
                        .toList(),
                projection.shares().stream()
                        .map(ProjectionsResponse.Share::from)
                        .toList(),
                ProjectionsResponse.Combined.from(projection.combined()),
                GrowthDefinition.of(currency, levers, settings, inputs),
                PositionResponse.from(facts.observed().asOf()),
                facts.observed().completeness(),
                clock.instant());
    }

    /** How far each input bears on the NPV of the selected levers. */
    public SensitivityResponse sensitivity(GrowthFacts facts, Question question) {
        List<Lever> levers = question.select(facts.levers());
        FlowSettings settings = settings(question);
        FlowInputs inputs = inputs(facts);
        Sensitivity sensitivity = new SensitivityAnalysis(inputs, levers, settings).analyse();
        return new SensitivityResponse(
                sensitivity.lever(),
                sensitivity.npv(),
                sensitivity.inputs().stream()
                        .map(SensitivityResponse.Input::from)
                        .toList(),
                GrowthDefinition.of(currency, levers, settings, inputs),
                PositionResponse.from(facts.observed().asOf()),
                facts.observed().completeness(),
                clock.instant());
    }

    /** What the flow model starts from. */
    public FlowInputs inputs(GrowthFacts facts) {
        return FlowInputs.of(facts.observed(), facts.assumptions(), config.assumedTrials());
    }

    private <T> T timed(Supplier<T> simulation) {
        return Objects.requireNonNull(simulations.record(simulation));
    }

    private FlowSettings settings(Question question) {
        return new FlowSettings(
                question.months(),
                config.draws(),
                question.seed(),
                config.ceiling(),
                config.assumedTrials(),
                config.assumptionSpread());
    }
}
