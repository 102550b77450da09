package dev.lodestar.ingest.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.LocalDate;

/** How large a row, its parts and its values may be. What is larger goes to the quarantine, parts as {@code oversized}. */
@ConfigMapping(prefix = "lodestar.validation")
public interface ValidationLimits {
    /** Bytes of one row as it came: a JSON object or a CSV line. */
    @WithDefault("65536")
    @Min(1024)
    @Max(1_048_576)
    int maxRowBytes();

    /** Characters of a user id. */
    @WithDefault("256")
    @Min(1)
    @Max(256)
    int maxUserIdLength();

    /** Characters of an event id. */
    @WithDefault("128")
    @Min(36)
    @Max(256)
    int maxEventIdLength();

    /** Properties of an event, or attributes of a profile. */
    @WithDefault("64")
    @Min(1)
    @Max(1024)
    int maxProperties();

    /** Characters of the name of a property, an attribute or a channel. */
    @WithDefault("128")
    @Min(1)
    @Max(1024)
    int maxNameLength();

    /** Characters of the text of a property or an attribute. */
    @WithDefault("2048")
    @Min(1)
    @Max(65_536)
    int maxTextLength();

    /** How deep the JSON of a row may nest, the row itself being 1. */
    @WithDefault("8")
    @Min(2)
    @Max(100)
    int maxNesting();

    /** The amount beyond which nobody pays, in either direction: such a row is a slip of the pen. All amounts of a project together must stay below 9.2e12. */
    @WithDefault("1000000000")
    @Min(1)
    @Max(1_000_000_000_000L)
    long largestAmount();

    /** The earliest day an event or a signup may lie on, or a day of acquisition may be: what is before it is a slip of the pen or a clock that was never set. */
    @WithDefault("1970-01-01")
    LocalDate earliest();

    /** How far after its receipt an event may lie: clocks go wrong, and zones get mixed up. */
    @WithDefault("PT24H")
    Duration maxFuture();
}
