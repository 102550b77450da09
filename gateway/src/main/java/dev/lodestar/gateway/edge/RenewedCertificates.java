package dev.lodestar.gateway.edge;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Shows new connections a certificate that was renewed on disk. The platform's own reloading closes each connection that comes while it works, and all of them after a pair of files
 * that do not fit, as when only one of two has been replaced yet; here the old pair stays until a new one is known to work.
 */
@ApplicationScoped
class RenewedCertificates {
    private static final Logger LOG = Logger.getLogger(RenewedCertificates.class);

    private final TlsConfigurationRegistry registry;
    private final Optional<String> name;
    private final EdgeTlsConfig config;
    private final Vertx vertx;

    RenewedCertificates(
            TlsConfigurationRegistry registry,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> name,
            EdgeTlsConfig config,
            Vertx vertx) {
        this.registry = registry;
        this.name = name;
        this.config = config;
        this.vertx = vertx;
    }

    /** Makes a server show the certificate in force; leaves one alone whose certificate is not in the registry. */
    void serve(HttpServerOptions options) {
        name.flatMap(registry::get)
                .or(registry::getDefault)
                .filter(tls -> tls.getKeyStoreOptions() != null)
                .ifPresent(tls -> serve(options, tls));
    }

    private void serve(HttpServerOptions options, TlsConfiguration tls) {
        CurrentKeys current = new CurrentKeys(keyManager(tls));
        options.setKeyCertOptions(KeyCertOptions.wrap(current));
        vertx.setPeriodic(
                config.reloadPeriod().toMillis(),
                due -> vertx.executeBlocking(() -> renew(tls, current))
                        .onFailure(failure -> LOG.errorf("A renewed certificate cannot be used, cause=%s", failure)));
    }

    private Void renew(TlsConfiguration tls, CurrentKeys current) throws GeneralSecurityException {
        if (tls.reload() && current.renew(keyManager(tls))) {
            LOG.info("A renewed certificate is shown from now on");
        }
        return null;
    }

    private X509KeyManager keyManager(TlsConfiguration tls) {
        try {
            KeyManager[] managers =
                    tls.getKeyStoreOptions().getKeyManagerFactory(vertx).getKeyManagers();
            return Arrays.stream(managers)
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the key store of the gateway holds no certificate"));
        } catch (Exception e) { // as declared by the interface
            throw new IllegalStateException("the certificate of the gateway cannot be read", e);
        }
    }
}
