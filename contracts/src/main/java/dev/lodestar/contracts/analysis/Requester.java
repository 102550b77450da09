package dev.lodestar.contracts.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Who started a run, as the provider knows them.
 *
 * @param subject the claim {@code sub} of the token
 * @param client the client that the token was issued to; null where the token names none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Requester(String subject, @Nullable String client) {}
