package dev.lodestar.report.answer.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visitors and what they cost. */
public record Acquisition(
        @Nullable Long visitors,
        @Nullable Double spend,
        List<Channel> channels,
        @Nullable String reason) {
    /** One acquisition channel. */
    public record Channel(
            @Nullable String channel,
            @Nullable Long visitors,
            @Nullable Double spend) {}
}
