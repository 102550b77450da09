package dev.lodestar.cohort.ltv;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.engine.revenue.MrrMonth;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The movement's name on the wire, where {@code new} is a word that Java keeps to itself. */
@Singleton
class LtvJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(MrrMonth.class, Movements.class);
    }

    private interface Movements {
        @JsonProperty("new")
        double newRevenue();
    }
}
