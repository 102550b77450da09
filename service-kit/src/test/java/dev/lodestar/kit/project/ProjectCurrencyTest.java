package dev.lodestar.kit.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectCurrencyTest {
    @ParameterizedTest
    @ValueSource(strings = {"euro", "eur", "EURO", "€", "ZZZ", "XAU", "XTS"})
    void what_is_no_currency_stops_the_start_and_says_what_would_be(String code) {
        assertThatThrownBy(() -> ProjectCurrency.of(config(Map.of("lodestar.currency", code))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lodestar.currency '" + code + "'")
                .hasMessageContaining("ISO 4217")
                .hasMessageContaining("such as EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"USD", "JPY", "KWD", "CLF"})
    void a_code_of_money_is_well(String code) {
        assertThat(ProjectCurrency.of(config(Map.of("lodestar.currency", code))).getCurrencyCode())
                .isEqualTo(code);
    }

    @Test
    void dollars_where_nobody_says_otherwise() {
        SmallRyeConfig shared = new SmallRyeConfigBuilder().addDefaultSources().build();

        assertThat(ProjectCurrency.of(shared).getCurrencyCode()).isEqualTo("USD");
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
