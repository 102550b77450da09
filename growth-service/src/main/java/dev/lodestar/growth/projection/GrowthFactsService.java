package dev.lodestar.growth.projection;

import dev.lodestar.growth.assumption.AssumptionService;
import dev.lodestar.growth.lever.LeverService;
import dev.lodestar.growth.lever.domain.Levers;
import dev.lodestar.growth.observation.ObservationService;
import dev.lodestar.growth.observation.domain.ObservedProduct;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Gathers the facts: what is observed, what is assumed, and the levers. */
@ApplicationScoped
public class GrowthFactsService {

    private final ObservationService observations;
    private final AssumptionService assumptions;
    private final LeverService levers;

    GrowthFactsService(ObservationService observations, AssumptionService assumptions, LeverService levers) {
        this.observations = observations;
        this.assumptions = assumptions;
        this.levers = levers;
    }

    /** The facts of now, the observed part seen with the rights of the caller. */
    public Uni<GrowthFacts> live() {
        return live(known -> {});
    }

    /**
     * The facts of now.
     *
     * @param check refuses a question about levers that there are none of, before anybody is asked
     */
    Uni<GrowthFacts> live(Consumer<Levers> check) {
        return assumptions
                .inForce()
                .chain(inForce -> levers.levers()
                        .invoke(check)
                        .chain(known ->
                                observations.observe().map(observed -> new GrowthFacts(observed, inForce, known))));
    }

    /** The facts around what a run observed. */
    public Uni<GrowthFacts> around(ObservedProduct observed) {
        return assumptions
                .inForce()
                .chain(inForce -> levers.levers().map(known -> new GrowthFacts(observed, inForce, known)));
    }
}
