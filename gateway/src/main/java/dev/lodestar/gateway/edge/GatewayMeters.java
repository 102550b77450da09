package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.routing.Route;
import dev.lodestar.kit.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Rates, errors and durations by route and service. The duration is the time to the head of the answer. */
@ApplicationScoped
class GatewayMeters {
    private final MeterRegistry registry;

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
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
        registry.timer("lodestar.gateway.refusals", "code", code.code()).record(call.elapsed());
    }
}
