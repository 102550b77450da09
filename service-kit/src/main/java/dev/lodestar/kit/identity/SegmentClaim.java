package dev.lodestar.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The claim that holds a caller to the users of some segments. */
public final class SegmentClaim {
    /** The claim's name. */
    public static final String NAME = "segments";

    private SegmentClaim() {}

    /** Whether the token names segments, be it none at all: then figures that count everybody are not for this caller. */
    public static boolean holds(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.<Object>getClaim(NAME) != null;
    }
}
