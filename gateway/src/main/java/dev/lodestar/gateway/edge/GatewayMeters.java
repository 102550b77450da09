package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.routing.Route;
import dev.lodestar.kit.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;

/** Rates, errors and durations by route and service. The duration is the time to the head of the answer. */
@ApplicationScoped
class GatewayMeters {
    private final MeterRegistry registry;

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** From the start, so that the first refusal of a kind is an increase from none. */
    void showRefusals(@Observes StartupEvent started) {
        Arrays.stream(GatewayProblem.values()).forEach(this::refusals);
    }

    void answered(ApiCall call, int status) {
        Route route = call.route();
        registry.timer(
                        "lodestar.gateway.requests",
                        "route",
                        route.template(),
                        "method",
                        route.method().name(),
                        "target",
                        route.target().service(),
                        "status",
                        status / 100 + "xx")
                .record(call.elapsed());
    }

    void refused(ApiCall call, ProblemCode code) {
        refusals(code).record(call.elapsed());
    }

    private Timer refusals(ProblemCode code) {
        return registry.timer("lodestar.gateway.refusals", "code", code.code());
    }
}
