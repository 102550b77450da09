package dev.lodestar.report.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "team@example.org",
                "first.last+alerts@sub.example.co.uk",
                "o'brien@example.org",
                "x@xn--mller-kva.example"
            })
    void a_plain_address_is_one(String text) {
        assertThat(MailAddress.parse(text)).get().extracting(MailAddress::text).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "team",
                "@example.org",
                "team@",
                "team@localhost",
                "team@192.0.2.1",
                "team@[192.0.2.1]",
                "team@example..org",
                "team@-example.org",
                "team@example.org.",
                ".team@example.org",
                "te..am@example.org",
                "te am@example.org",
                "\"te am\"@example.org",
                "team@example.org, other@example.org",
                "team@example.org\r\nBcc: spy@example.net",
                "team\r\n@example.org",
                "team@example.org\n",
                "Team <team@example.org>",
                "team@example.org>",
                "team(x)@example.org",
                "te\u0000am@example.org",
                "täm@example.org",
                "team@exämple.org"
            })
    void anything_else_is_none(String text) {
        assertThat(MailAddress.parse(text)).isEmpty();
    }

    @Test
    void lengths_have_limits() {
        String label = "a".repeat(63);

        assertThat(MailAddress.parse("x".repeat(64) + "@example.org")).isPresent();
        assertThat(MailAddress.parse("x".repeat(65) + "@example.org")).isEmpty();
        assertThat(MailAddress.parse("x@" + label + ".org")).isPresent();
        assertThat(MailAddress.parse("x@a" + label + ".org")).isEmpty();
        String domain = label + "." + label + "." + label + ".";
        assertThat(MailAddress.parse("x@" + domain + "a".repeat(60))).isPresent();
        assertThat(MailAddress.parse("x@" + domain + "a".repeat(61))).isEmpty();
    }

    @Test
    void a_domain_has_no_case_and_an_address_does_not_show_itself() {
        MailAddress address = MailAddress.parse("Team@Example.ORG").orElseThrow();

        assertThat(address.text()).isEqualTo("Team@example.org");
        assertThat(address).hasToString("mail address at example.org");
    }
}
