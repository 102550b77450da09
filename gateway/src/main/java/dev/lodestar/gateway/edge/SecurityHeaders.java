package dev.lodestar.gateway.edge;

import io.vertx.core.MultiMap;

/** What every answer says to browsers. */
public final class SecurityHeaders {
    /** For answers that are data: nothing in them may load or run. */
    static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /** For artefacts that are pages of their own: they may run what they carry, in an origin of their own, without the session and without the network. */
    static final String ARTEFACT_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
            + "img-src data: blob:; font-src data:; frame-ancestors 'none'; sandbox allow-scripts allow-downloads";

    /** For the dashboard's own pages: everything from here, nothing inline, no frames. */
    static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Browsers that were here over TLS once come back in no other way, for a year. */
    static final String TLS_ONLY = "max-age=31536000; includeSubDomains";

    private SecurityHeaders() {}

    /** Sets the headers that all answers share. */
    static void common(MultiMap headers) {
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("X-Frame-Options", "DENY")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
}
