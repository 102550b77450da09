package dev.lodestar.growth.observation;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.growth.observation.domain.MrrMonth;
import dev.lodestar.growth.observation.domain.ObservedRevenue;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is needed of {@code GET /cohorts/ltv}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LtvAnswer(
        @Nullable JsonNode definition,
        @Nullable PositionAnswer asOf,
        @Nullable Double completeness,
        @Nullable Total total,
        @Nullable List<Cohort> cohorts,
        @Nullable List<Channel> channels,
        @Nullable List<Month> mrr,
        @Nullable String reason)
        implements MeasuredAnswer {

    /** All cohorts together. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Total(
            @Nullable Long payingUsers,
            @Nullable Double arpu,
            @Nullable Double arppu,
            @Nullable Boolean estimated,
            @Nullable List<String> suppressed) {}

    /** The users who signed up in one month; the payers null where the caller must not see them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cohort(String cohort, @Nullable Long payingUsers) {

        YearMonth month() {
            return YearMonth.parse(cohort.substring(0, 7));
        }
    }

    /** The users of one acquisition channel. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Channel(
            String channel,
            @Nullable Long payingUsers,
            @Nullable List<String> suppressed) {}

    /** Monthly recurring revenue and its movements. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Month(
            String month,
            @Nullable Double mrr,
            @Nullable @JsonProperty("new") Double newMrr,
            @Nullable Double expansion,
            @Nullable Double contraction,
            @Nullable Double churned,
            @Nullable Double reactivated,
            @Nullable Double nrr,
            @Nullable Double grr,
            @Nullable Double quickRatio,
            @Nullable Long payingUsers,
            @Nullable Boolean partial) {

        MrrMonth toDomain() {
            return new MrrMonth(
                    month,
                    mrr,
                    newMrr,
                    expansion,
                    contraction,
                    churned,
                    reactivated,
                    nrr,
                    grr,
                    quickRatio,
                    payingUsers,
                    Boolean.TRUE.equals(partial));
        }
    }

    /** Whether the total is withheld from the caller, who is a viewer, because it is about few users. */
    boolean isWithheld() {
        return total != null && isWithheld(total.suppressed());
    }

    /** Users who signed up in the range and have paid; null where that is not known. */
    @Nullable
    Long newPayingUsers() {
        return total == null ? null : total.payingUsers();
    }

    /** Users who signed up in a month and have paid; null where that is not known. */
    @Nullable
    Long newPayingUsersOf(YearMonth month) {
        if (cohorts == null || (newPayingUsers() == null && !isWithheld())) {
            return null;
        }
        return cohorts.stream()
                .filter(cohort -> cohort.month().equals(month))
                .findFirst()
                .map(cohort -> Optional.ofNullable(cohort.payingUsers()))
                .orElse(Optional.of(0L))
                .orElse(null);
    }

    /** The channels that users came by, those included whose payers are withheld. */
    Set<String> channelNames() {
        return channels == null
                ? Set.of()
                : channels.stream().map(Channel::channel).collect(toSet());
    }

    /** The same of one channel: 0 for a channel that nobody came by. */
    @Nullable
    Long newPayingUsersOf(String channel) {
        if (channels == null || (newPayingUsers() == null && !isWithheld())) {
            return null;
        }
        return channels.stream()
                .filter(row -> row.channel().equals(channel))
                .findFirst()
                .map(row -> Optional.ofNullable(row.payingUsers()))
                .orElse(Optional.of(0L))
                .orElse(null);
    }

    /** Whether how many users of a channel pay is withheld from the caller. */
    boolean isChannelWithheld() {
        return channels != null && channels.stream().anyMatch(channel -> isWithheld(channel.suppressed()));
    }

    /** The revenue; null when there is none to be seen. */
    @Nullable
    ObservedRevenue revenue() {
        if (total == null || (total.arppu() == null && total.arpu() == null)) {
            return null;
        }
        List<MrrMonth> months =
                mrr == null ? List.of() : mrr.stream().map(Month::toDomain).toList();
        return new ObservedRevenue(total.arpu(), total.arppu(), Boolean.TRUE.equals(total.estimated()), months);
    }
}
