package dev.lodestar.growth.economics;

import dev.lodestar.growth.economics.domain.UnitEconomics;
import dev.lodestar.growth.projection.GrowthFacts;
import dev.lodestar.growth.projection.ProjectionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Currency;

/** Makes the unit economics from facts. */
@ApplicationScoped
public class UnitEconomicsService {

    private final ProjectionService projections;
    private final Currency currency;
    private final Clock clock;

    UnitEconomicsService(ProjectionService projections, Currency currency, Clock clock) {
        this.projections = projections;
        this.currency = currency;
        this.clock = clock;
    }

    public UnitEconomicsResponse unitEconomics(GrowthFacts facts) {
        return UnitEconomicsResponse.from(
                currency,
                UnitEconomics.of(
                        facts.observed(),
                        facts.assumptions(),
                        projections.inputs(facts).arppu()),
                facts.observed(),
                clock.instant());
    }
}
