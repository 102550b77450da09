package dev.lodestar.ingest.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.ingest.reading.SourceRow;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcquisitionValidatorTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final AcquisitionValidator validator = new AcquisitionValidator(
            new SmallRyeConfigBuilder()
                    .withMapping(ValidationLimits.class)
                    .build()
                    .getConfigMapping(ValidationLimits.class),
            ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"-0044-03-15", "0204-03-01", "1969-12-31"})
    void days_before_the_earliest_are_refused(String date) {
        assertThat(validated(date, "\"1\""))
                .isEqualTo(new Validated.Refused(
                        QualityCode.INVALID_TIMESTAMP, "date lies before the earliest day that is taken"));
    }

    @Test
    void the_earliest_day_is_taken() {
        assertThat(validated("1970-01-01", "\"1\"")).isInstanceOf(Validated.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10d", "10f", "0x1p4", "NaN", "Infinity", "1,5", "1e", ".", "1 000", "\u0661"})
    void what_is_no_decimal_number_is_refused(String number) {
        assertThat(validated("2026-03-01", "\"" + number + "\""))
                .isEqualTo(new Validated.Refused(QualityCode.INVALID_VALUE, "spend is not a number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e999"})
    void numbers_that_cannot_be_meant_are_refused(String number) {
        assertThat(validated("2026-03-01", "\"" + number + "\""))
                .isEqualTo(new Validated.Refused(QualityCode.INVALID_VALUE, "spend is not a number of 0 or more"));
    }

    @ParameterizedTest
    @CsvSource({"12,12", "12.5,12.5", "+1.,1", ".5,0.5", "1e3,1000", "1.5E-1,0.15", "' 7 ',7"})
    void decimal_numbers_are_taken(String number, double value) {
        assertThat(validated("2026-03-01", "\"" + number + "\""))
                .isInstanceOfSatisfying(
                        Validated.Accepted.class,
                        accepted -> assertThat(((Candidate.Acquisition) accepted.candidate()).spend())
                                .isEqualTo(value));
    }

    private Validated validated(String date, String spend) {
        String row =
                "{\"date\": \"%s\", \"channel\": \"search\", \"visitors\": 3, \"spend\": %s}".formatted(date, spend);
        return validator.validate(new SourceRow.Json(1, row.getBytes(StandardCharsets.UTF_8)), NOW);
    }
}
