package dev.lodestar.engine.activity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Activity on a day and in the windows that end with it. A window that reaches back before the first day of the data is null, not small;
 * a ratio is null where its base is null or 0.
 *
 * @param date the day
 * @param dau distinct users active on the day
 * @param wau distinct users active in the 7 days that end with it
 * @param mau distinct users active in the 30 days that end with it
 * @param dauWauRatio dau/wau
 * @param dauMauRatio dau/mau
 * @param wauMauRatio wau/mau
 */
public record StickinessDay(
        LocalDate date,
        @Nullable Long dau,
        @Nullable Long wau,
        @Nullable Long mau,
        @Nullable Double dauWauRatio,
        @Nullable Double dauMauRatio,
        @Nullable Double wauMauRatio) {}
