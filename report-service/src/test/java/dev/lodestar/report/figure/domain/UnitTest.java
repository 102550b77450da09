package dev.lodestar.report.figure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "USD, 12.5, $12.50",
        "USD, -12.5, −$12.50",
        "USD, 1234567, $1.2M",
        "EUR, 350.4, €350",
        "JPY, 12.5, ¥13",
        "JPY, 4000000, ¥4.0M",
        "KWD, 12.5, KWD~12.500",
        "CHF, -45000, −CHF~45.0K",
        "CAD, 7, CA$7"
    })
    void an_amount_has_the_symbol_and_the_decimals_of_its_currency(String currency, double value, String label) {
        assertThat(money(currency).label(value)).isEqualTo(label.replace('~', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"USD, 1234.5, '$1,234.50'", "JPY, 1234.4, '¥1,234'", "KWD, 0.35, KWD~0.350"})
    void an_exact_amount_has_them_whatever_its_size(String currency, double value, String text) {
        assertThat(money(currency).exact(value)).isEqualTo(text.replace('~', '\u00a0'));
    }

    @Test
    void the_language_of_the_machine_does_not_matter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(money("EGP").label(1_200.4)).isEqualTo("EGP\u00a01,200");
            assertThat(money("USD").label(12.5)).isEqualTo("$12.50");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, €20", "20000, €20K", "12.5, €12.50", "1500000, €1.5M"})
    void a_tick_has_no_decimals_that_say_nothing(double value, String tick) {
        assertThat(Unit.tick(money("EUR"), value)).isEqualTo(tick);
    }

    private static Unit.Money money(String currency) {
        return new Unit.Money(Currency.getInstance(currency));
    }
}
