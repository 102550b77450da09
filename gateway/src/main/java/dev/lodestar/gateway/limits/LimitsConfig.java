package dev.lodestar.gateway.limits;

import dev.lodestar.gateway.routing.Exchange;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** What one client may ask of one replica of the gateway, by class of route. The defaults stand in {@code application.properties}. */
@ConfigMapping(prefix = "lodestar.limits")
public interface LimitsConfig {
    /** Questions with a small body or none. */
    RouteLimits query();

    /** Batches of events, profiles and acquisition rows. */
    RouteLimits batch();

    /** Files of any size. */
    RouteLimits upload();

    /** Artefacts, streams of progress, the export of the audit log. */
    RouteLimits download();

    /** Calls without a valid token, by source address. */
    Allowance anonymous();

    /**
     * How long a new connection may take until the head of its first request is whole, TLS handshake included. After an answer it has {@code quarkus.http.idle-timeout} for the
     * next one.
     */
    @WithDefault("30s")
    Duration headWithin();

    /** Clients and addresses that are remembered at a time; of more, those that were longest silent start anew. */
    @WithDefault("20000")
    @Min(1)
    int remembered();

    /** The limits of a class. */
    default RouteLimits of(Exchange exchange) {
        return switch (exchange) {
            case QUERY -> query();
            case BATCH -> batch();
            case UPLOAD -> upload();
            case DOWNLOAD -> download();
        };
    }

    /** Calls in a period. */
    interface Allowance {
        /** The most calls in one burst, and on average in each period. */
        @Min(1)
        int calls();

        /** The time in which a used-up allowance is whole again; it refills steadily. */
        Duration period();
    }

    /** The limits of one class of routes. */
    interface RouteLimits extends Allowance {
        /** The most calls of one client that may be open at once. */
        @Min(1)
        int atOnce();

        /** The largest body of a request; without one, of any size. */
        Optional<MemorySize> body();

        /** How long the whole body may take to arrive. */
        Duration bodyWithin();

        /** The longest pause of a client in the middle of its body. */
        Duration bodySilence();

        /** The longest silence of the service before the head of its answer, and between two parts of it. */
        Duration answerWithin();

        /** The largest body in bytes. */
        default long bodyBytes() {
            return body().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        }
    }
}
