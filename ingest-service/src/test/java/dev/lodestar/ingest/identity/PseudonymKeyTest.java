package dev.lodestar.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymKeyTest {
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    })
    void hashes_are_those_of_rfc_4231(String key, String message, String hash) {
        HexFormat hex = HexFormat.of();

        byte[] hashed = new PseudonymKey(1, hex.parseHex(key)).hasher().hash(hex.parseHex(message));

        assertThat(hex.formatHex(hashed)).isEqualTo(hash);
    }

    @Test
    void leading_zeros_and_blanks_make_another_user() {
        PseudonymKey.Hasher hasher = new PseudonymKey(1, "k".getBytes(StandardCharsets.UTF_8)).hasher();

        assertThat(hasher.hash("007")).isNotEqualTo(hasher.hash("7")).isNotEqualTo(hasher.hash("007 "));
        assertThat(hasher.hash("007")).isEqualTo(hasher.hash("007"));
    }

    @Test
    void weak_keys_are_refused_without_being_told() {
        assertThatThrownBy(() -> PseudonymKey.configured(1, "secret"))
                .hasMessageContaining("lodestar.pseudonym.key")
                .hasMessageContaining("at least 32")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> PseudonymKey.configured(2, "ab".repeat(40))).hasMessageContaining("too weak");
        assertThat(PseudonymKey.configured(3, "0123456789-abcdefghijklmnopqrstuv")
                        .version())
                .isEqualTo(3);
    }
}
