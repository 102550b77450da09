package dev.lodestar.report.answer.domain;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, with the defaults of the data filled in where an answer told them.
 *
 * @param from first day of the range, ISO date; null when neither the request nor an answer names it
 * @param to day after the last day of the range, ISO date
 * @param currency the project's, of every amount in the answers
 * @param segment only users of this segment count; null for all
 * @param levers the levers projected together; empty for all
 * @param asOf time of the newest ingested record the answers cover, ISO instant
 */
public record RunFacts(
        String runId,
        @Nullable String from,
        @Nullable String to,
        String timeZone,
        Currency currency,
        @Nullable String segment,
        List<String> levers,
        int months,
        long seed,
        Instant requestedAt,
        @Nullable String asOf) {}
