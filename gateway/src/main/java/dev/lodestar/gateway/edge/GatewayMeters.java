package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.routing.Route;
import dev.lodestar.gateway.routing.Target;
import dev.lodestar.kit.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
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

    /** From the start, so that the first of a kind is an increase from none. */
    void showCounters(@Observes StartupEvent started) {
        Arrays.stream(GatewayProblem.values()).forEach(this::refusals);
        Arrays.stream(Target.values())
                .filter(target -> target != Target.GATEWAY)
                .forEach(this::repeats);
        cuts();
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

    /** A call that waits for a service and will be sent again. */
    void repeated(Target target) {
        repeats(target).increment();
    }

    /** A connection that was closed because no request came of it in time. */
    void cut() {
        cuts().increment();
    }

    private Counter cuts() {
        return registry.counter("lodestar.gateway.connections.cut");
    }

    private Counter repeats(Target target) {
        return registry.counter("lodestar.gateway.repeats", "target", target.service());
    }

    private Timer refusals(ProblemCode code) {
        return registry.timer("lodestar.gateway.refusals", "code", code.code());
    }
}
