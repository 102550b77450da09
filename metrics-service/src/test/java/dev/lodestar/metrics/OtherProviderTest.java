package dev.lodestar.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.kit.identity.Roles;
import dev.lodestar.testkit.devstack.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service by itself, which checks again what the gateway has passed on, with a provider that is not Keycloak: roles elsewhere, opaque tokens. */
@QuarkusTest
@TestProfile(OtherProviderTest.WithProvider.class)
class OtherProviderTest {
    private static final String SUMMARY = "/api/v1/metrics/summary";

    /** An application of its own. */
    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OtherProvider.class));
        }
    }

    @ParameterizedTest
    @CsvSource({
        OtherProvider.VIEWER + ", " + SUMMARY + ", true",
        OtherProvider.HELD + ", " + SUMMARY + ", true",
        OtherProvider.VIEWER + ", /api/v1/sql, false",
        OtherProvider.ELSEWHERE + ", " + SUMMARY + ", false"
    })
    void an_opaque_token_opens_what_the_roles_that_the_provider_states_open(String token, String path, boolean opens) {
        assertThat(status("Bearer " + token, path) == 403).isNotEqualTo(opens);
        assertThat(status("Bearer " + token, path)).isNotEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({OtherProvider.FOREIGN, "never-issued"})
    void an_opaque_token_that_is_unknown_or_meant_for_another_is_none(String token) {
        assertThat(status("Bearer " + token, SUMMARY)).isEqualTo(401);
    }

    @Test
    void roles_of_a_signed_token_count_where_the_provider_writes_them_and_nowhere_else() {
        String there = Tokens.bearer("rita", Map.of(OtherProvider.ROLES, List.of(Roles.VIEWER)));

        assertThat(status(there, SUMMARY)).isNotIn(401, 403);
        assertThat(status(there, "/api/v1/sql")).isEqualTo(403);
        assertThat(status(Tokens.bearer("rita", Roles.VIEWER), SUMMARY)).isEqualTo(403);
    }

    private static int status(String authorization, String path) {
        return given().header("Authorization", authorization).get(path).statusCode();
    }
}
