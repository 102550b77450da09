package dev.lodestar.gateway.routing;

import dev.lodestar.kit.identity.Roles;
import java.util.Set;

/** The least role that a route demands. Composite roles arrive expanded in the token, so one role is enough to ask for. */
public enum Access {
    /** Anyone with a valid token. */
    AUTHENTICATED("authenticated"),
    VIEWER(Roles.VIEWER),
    ANALYST(Roles.ANALYST),
    INGEST(Roles.INGEST),
    OPERATOR(Roles.OPERATOR),
    PRIVACY(Roles.PRIVACY),
    AUDITOR(Roles.AUDITOR);

    private final String role;

    Access(String role) {
        this.role = role;
    }

    /** The realm role's name; {@code authenticated} where none is needed. */
    public String role() {
        return role;
    }

    /** Whether a caller with these realm roles, and a valid token, may pass. */
    public boolean permits(Set<String> roles) {
        return this == AUTHENTICATED || roles.contains(role);
    }
}
