package dev.lodestar.metrics.path;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lodestar.engine.path.PathAnswer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a definition.
 *
 * @param answer the figures
 * @param sql the statement that gives the same on the warehouse; null, and left out, where it was not asked for
 */
@RegisterForReflection
record PathsAnswer(
        @JsonUnwrapped PathAnswer answer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sql) {}
