package dev.lodestar.ingest.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/** The secret behind the pseudonyms. */
@ConfigMapping(prefix = "lodestar.pseudonym")
public interface PseudonymConfig {
    /**
     * Secret key, at least 32 bytes as UTF-8 and of many different characters; generate it, for example with {@code openssl rand -base64 48}.
     * Whoever has it can find out whether a guessed user id is among the users, so it belongs in a secret store. There is no default: without
     * it the service does not start. Losing it means that known users come back as new ones.
     */
    String key();

    /** Version of the key; grows when the key is replaced. */
    @WithDefault("1")
    @Min(1)
    @Max(32_767)
    int keyVersion();

    /** Keys that were in use before, by version. A user found under one of them is moved to the current key at the next event. */
    Map<Integer, String> previousKeys();

    /** How many users are kept in memory with their pseudonym; about 250 bytes each. */
    @WithDefault("100000")
    @Min(0)
    @Max(10_000_000)
    int cacheSize();

    /** How long a pseudonym is believed in memory before the table is asked again: another replica may have erased the user. */
    @WithDefault("PT1M")
    Duration cacheTime();

    /** How long the identity table may take to answer before the request fails as unavailable. */
    @WithDefault("PT10S")
    Duration timeout();
}
