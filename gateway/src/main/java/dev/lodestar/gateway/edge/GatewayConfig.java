package dev.lodestar.gateway.edge;

import dev.lodestar.gateway.routing.Target;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** Where the services are and how the gateway talks to them. */
@ConfigMapping(prefix = "lodestar.gateway")
public interface GatewayConfig {
    /** Addresses; set by {@code lodestar.<service>.url}. Scheme, host and port count; paths pass unchanged. */
    Services services();

    /** How long a connection may take to be made. Short: a service that is down should soon be known. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a connection is kept for the next request. */
    @WithDefault("30s")
    Duration keepAlive();

    /** The most connections to one service. Each open stream of progress and each import holds one. */
    @WithDefault("256")
    @Min(1)
    int connectionLimit();

    /** The most requests that may wait for a connection to one service. */
    @WithDefault("1024")
    @Min(1)
    int waitingLimit();

    /**
     * How long a service may be out of reach before its callers are told. So long, calls wait for it and are sent again: what never left the gateway in any case,
     * what may have arrived only when it is a GET or HEAD without a body. With 0 they are told at once.
     */
    @WithDefault("30s")
    Duration outage();

    /** The pause between two attempts to reach a service. */
    @WithDefault("250ms")
    Duration attemptEvery();

    /** The services' addresses. */
    interface Services {
        URI ingest();

        URI metrics();

        URI cohort();

        URI growth();

        URI report();
    }

    /** The address of a service. */
    default URI address(Target target) {
        return switch (target) {
            case INGEST -> services().ingest();
            case METRICS -> services().metrics();
            case COHORT -> services().cohort();
            case GROWTH -> services().growth();
            case REPORT -> services().report();
            case GATEWAY -> throw new IllegalArgumentException("the gateway does not call itself");
        };
    }
}
