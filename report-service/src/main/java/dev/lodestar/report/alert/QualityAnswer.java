package dev.lodestar.report.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores by data set and day of receipt; of the answer what is needed. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record QualityAnswer(List<Day> days) {
    /** One day of one data set; the score is null when nothing was received. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Day(
            String dataSet,
            String date,
            long received,
            @Nullable Double score) {}
}
