package dev.lodestar.kit.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class TlsNamesTest {
    @Test
    void a_name_that_there_is_none_of_is_told_with_its_setting_and_those_that_there_are() {
        Config config = config(Map.of(
                "lodestar.gather.tls-configuration-name", "peer",
                "quarkus.http.tls-configuration-name", "https",
                "quarkus.tls.peers.trust-store.pem.certs", "/peers.pem",
                "quarkus.tls.https.key-store.pem.0.cert", "/own.pem"));

        assertThat(TlsNames.findings(config, name -> name.equals("https") || name.equals("peers")))
                .hasValue("lodestar.gather.tls-configuration-name is 'peer', but no quarkus.tls.peer is configured."
                        + " There is: https, peers");
    }

    @Test
    void names_that_exist_are_fine_and_so_is_none() {
        Config config = config(Map.of(
                "lodestar.gather.tls-configuration-name", "peers", "quarkus.oidc.dpop.tls.tls-configuration-name", ""));

        assertThat(TlsNames.findings(config, name -> name.equals("peers"))).isEmpty();
        assertThat(TlsNames.findings(config(Map.of()), name -> false)).isEmpty();
    }

    @Test
    void with_no_configuration_at_all_it_says_so() {
        assertThat(TlsNames.findings(config(Map.of("LODESTAR_GATHER_TLS_CONFIGURATION_NAME", "peers")), name -> false))
                .hasValueSatisfying(finding -> assertThat(finding).endsWith("There is: none"));
    }

    private static Config config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        settings.forEach(builder::withDefaultValue);
        return builder.build();
    }
}
