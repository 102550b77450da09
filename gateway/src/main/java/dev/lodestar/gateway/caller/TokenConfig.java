package dev.lodestar.gateway.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Which tokens the gateway takes. */
@ConfigMapping(prefix = "lodestar.tokens")
public interface TokenConfig {
    /** Whether the API takes only tokens that are bound to a key (DPoP) or a certificate of the client, and no plain bearer tokens. Sessions of the dashboard are not concerned. */
    @WithDefault("false")
    boolean boundOnly();

    /** How long ago, or how far ahead by another clock, a proof of possession may have been made. */
    @WithDefault("60s")
    Duration proofAge();

    /** Proofs that are remembered, so that none counts twice, on each replica: at least the calls within twice the age. */
    @WithDefault("200000")
    @Min(1000)
    int proofsRemembered();

    /** For how long a signed token, once verified, is known again without checking its signature anew, though never beyond its own end. 0: never. */
    @WithDefault("30s")
    Duration verifiedFor();

    /** Verified tokens that are remembered on each replica. */
    @WithDefault("10000")
    @Min(0)
    int verifiedRemembered();
}
