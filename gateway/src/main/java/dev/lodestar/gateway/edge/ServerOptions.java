package dev.lodestar.gateway.edge;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** What the platform's settings do not say of the gateway's servers. */
@ApplicationScoped
class ServerOptions implements HttpServerOptionsCustomizer {
    private final RenewedCertificates certificates;
    private final EdgeTlsConfig config;

    ServerOptions(RenewedCertificates certificates, EdgeTlsConfig config) {
        this.certificates = certificates;
        this.config = config;
    }

    /**
     * HTTP/2 is for connections whose TLS handshake agreed on it. In clear text it would be switched to in the middle of an HTTP/1.1 connection, and whatever stands in front
     * and still sees HTTP/1.1 would let the rest pass unread.
     */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        certificates.serve(options);
        if (config.clientCertificates()) {
            options.setClientAuth(ClientAuth.REQUEST);
        }
    }
}
