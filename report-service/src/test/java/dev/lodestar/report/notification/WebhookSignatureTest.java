package dev.lodestar.report.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /** The example of the Standard Webhooks specification's libraries. */
    @Test
    void the_published_example_has_its_published_signature() {
        assertThat(WebhookSignature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_new_secret_is_one_and_no_other_text_is() {
        assertThat(WebhookSignature.bytes(WebhookSignature.newSecret()))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(32));
        assertThat(WebhookSignature.bytes("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty();
        assertThat(WebhookSignature.bytes("whsec_AAAA")).isEmpty();
        assertThat(WebhookSignature.bytes("whsec_???")).isEmpty();
    }
}
