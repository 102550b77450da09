package dev.lodestar.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The gateway's own certificate; where it is say {@code quarkus.http.tls-configuration-name} and {@code quarkus.tls.*}. */
@ConfigMapping(prefix = "lodestar.tls")
public interface EdgeTlsConfig {
    /** How often the files are looked at. A renewed certificate is shown to new connections from then on; open ones are not touched. */
    @WithDefault("1M")
    Duration reloadPeriod();

    /**
     * Whether clients are asked for a certificate, which none needs to have: tokens that are bound to one (RFC 8705) count only over a connection that showed it. Whose certificates are
     * taken says {@code quarkus.tls.NAME.trust-store}.
     */
    @WithDefault("false")
    boolean clientCertificates();
}
