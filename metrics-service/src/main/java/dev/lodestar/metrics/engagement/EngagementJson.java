package dev.lodestar.metrics.engagement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.engine.activity.EngagementRow;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The lifecycle's names on the wire, where {@code new} is a word that Java keeps to itself. */
@Singleton
class EngagementJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(EngagementRow.class, Lifecycle.class);
    }

    private interface Lifecycle {
        @JsonProperty("new")
        @Nullable
        Long newUsers();

        @JsonProperty("returning")
        @Nullable
        Long returningUsers();

        @JsonProperty("resurrecting")
        @Nullable
        Long resurrectingUsers();

        @JsonProperty("dormant")
        @Nullable
        Long dormantUsers();
    }
}
