package dev.lodestar.gateway.edge;

import dev.lodestar.testkit.devstack.Tokens;
import dev.lodestar.testkit.secured.SecuredServers;
import dev.lodestar.testkit.secured.TestCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway with TLS on every side, by the settings that the security guide names: people, PostgreSQL, Kafka. */
public final class OverTls implements QuarkusTestProfile {
    /** The configuration key under which tests find the gateway's certificate file; its key and store stand beside it. */
    public static final String CERTIFICATE = "quarkus.tls.https.key-store.pem.0.cert";

    /** The configuration key under which tests find what PostgreSQL and Kafka show. */
    public static final String SERVERS_CERTIFICATE = "quarkus.datasource.reactive.trust-certificate-pem.certs";

    /** The configuration key under which tests find the certificates of two clients, each with its key store beside it. */
    public static final String CLIENTS = "quarkus.tls.https.trust-store.pem.certs";

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Servers.class), new TestResourceEntry(FakeServices.class));
    }

    /** The servers behind, and the settings of the gateway. */
    public static final class Servers implements QuarkusTestResourceLifecycleManager {
        private @Nullable SecuredServers servers;

        @Override
        public Map<String, String> start() {
            SecuredServers secured = SecuredServers.start();
            servers = secured;
            try {
                secured.createTopics("audit.heads.v1");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Map<String, String> settings = new HashMap<>(Tokens.settings());
            secured.kafkaSettings().forEach((key, value) -> settings.put("kafka." + key, value));
            database(secured, settings);
            TestCertificate own = TestCertificate.beside(secured.certificate().certificate());
            settings.put(CERTIFICATE, own.certificate().toString());
            settings.put("quarkus.tls.https.key-store.pem.0.key", own.key().toString());
            settings.put("quarkus.http.tls-configuration-name", "https");
            settings.put("lodestar.tls.reload-period", "1s");
            settings.put("lodestar.tls.client-certificates", "true");
            settings.put(
                    CLIENTS,
                    TestCertificate.beside(own.certificate()).certificate()
                            + ","
                            + TestCertificate.beside(own.certificate()).certificate());
            settings.put("quarkus.http.test-ssl-port", "0");
            return settings;
        }

        private static void database(SecuredServers secured, Map<String, String> settings) {
            String trusted = secured.certificate().certificate().toString();
            settings.put("lodestar.database.host", "127.0.0.1");
            settings.put("lodestar.database.port", Integer.toString(secured.postgresPort()));
            settings.put("lodestar.database.name", "lodestar");
            settings.put("lodestar.database.username", SecuredServers.USER);
            settings.put("lodestar.database.password", SecuredServers.PASSWORD);
            settings.put("quarkus.datasource.jdbc.additional-jdbc-properties.sslmode", "verify-full");
            settings.put("quarkus.datasource.jdbc.additional-jdbc-properties.sslrootcert", trusted);
            settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
            settings.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
            settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
            settings.put(SERVERS_CERTIFICATE, trusted);
        }

        @Override
        public void stop() {
            SecuredServers started = servers;
            if (started != null) {
                try {
                    started.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
