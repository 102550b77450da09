package dev.lodestar.ingest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.reading.SourceRow;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserIdsTest {
    private final UserIds userIds = new UserIds(new SmallRyeConfigBuilder()
            .withMapping(ValidationLimits.class)
            .build()
            .getConfigMapping(ValidationLimits.class));

    /** 2^53 and 2^53 + 1 are one double: as numbers they would be one person. */
    @ParameterizedTest
    @CsvSource({
        "9007199254740991, 9007199254740991",
        "-9007199254740991, -9007199254740991",
        "9007199254740992,",
        "9007199254740993,",
        "-9007199254740993,",
        "'\"9007199254740993\"', 9007199254740993"
    })
    void an_integer_is_a_user_id_where_it_can_be_told_from_its_neighbours(String given, @Nullable String taken) {
        byte[] row = ("{\"user_id\":" + given + "}").getBytes(StandardCharsets.UTF_8);

        assertThat(userIds.of(new SourceRow.Json(1, row))).isEqualTo(taken);
    }
}
