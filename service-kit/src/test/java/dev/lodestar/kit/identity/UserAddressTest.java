package dev.lodestar.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/api/v1/users/jane, /api/v1/users/{user_id}",
        "/api/v1/users/jane%40example.org/export, /api/v1/users/{user_id}/export",
        "http://ingest:8080/api/v1/users/jane?returning=blocked, http://ingest:8080/api/v1/users/{user_id}?returning=blocked",
        "/api/v1/users?user_id=jane, /api/v1/users?user_id={user_id}",
        "/api/v1/users/export?a=1&user_id=jane&b=2, /api/v1/users/export?a=1&user_id={user_id}&b=2",
        "/api/v1/users/jane/what?userId=jane, /api/v1/users/{user_id}?userId={user_id}",
        "/api/v1/USERS/jane, /api/v1/users/{user_id}",
        "/api/v1/%75sers/jane, /api/v1/users/{user_id}",
        "/api/v1/users%252fjane, /api/v1/users/{user_id}",
        "/api/v1/users;v=1/jane, /api/v1/users/{user_id}",
        "/api/v1//users//jane, /api/v1//users/{user_id}"
    })
    void an_id_goes_from_the_path_and_the_query(String address, String without) {
        assertThat(UserAddress.without(address)).isEqualTo(without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/funnel",
                "/api/v1/funnel/users?step=2",
                "/api/v1/metrics/activation/users",
                "/api/v1/users/export",
                "/api/v1/funnel?segment=a%20b&from=2024-01-01",
                "/api/v1/%zz"
            })
    void other_addresses_stay_as_they_are(String address) {
        assertThat(UserAddress.without(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "userId", "USER-ID[]", " user.id"})
    void a_name_is_meant_for_an_id_however_it_is_spelt(String name) {
        assertThat(UserAddress.isParameter(name)).isTrue();
        assertThat(UserAddress.isParameter(name + "entity")).isFalse();
    }
}
