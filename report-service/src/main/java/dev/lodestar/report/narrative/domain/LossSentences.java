package dev.lodestar.report.narrative.domain;

import dev.lodestar.report.answer.domain.Funnel;
import dev.lodestar.report.figure.domain.Unit;
import dev.lodestar.report.figure.domain.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the funnel loses users. Stages after signup: who is lost before is a visitor and no user. */
final class LossSentences {
    private LossSentences() {}

    static List<String> of(@Nullable Funnel funnel) {
        List<String> sentences = new ArrayList<>();
        biggest(funnel).ifPresent(sentences::add);
        worstGroup(funnel).ifPresent(sentences::add);
        return sentences;
    }

    /** The stage after signup on the way into which most users are lost, the earlier of equals; empty where nobody is. */
    static Optional<Funnel.Loss> ofMostUsers(@Nullable Funnel funnel) {
        return losses(funnel).filter(loss -> users(loss) > 0).max(Comparator.comparing(LossSentences::users));
    }

    /** The stage after signup that loses the largest share of those who reached the stage before; empty where nobody is lost. */
    private static Optional<Funnel.Loss> ofLargestShare(@Nullable Funnel funnel) {
        return losses(funnel).filter(loss -> users(loss) > 0).max(Comparator.comparing(LossSentences::rate));
    }

    /** The stages after signup that somebody could be lost at. */
    private static Stream<Funnel.Loss> losses(@Nullable Funnel funnel) {
        return funnel == null || funnel.total().dropOff() == null
                ? Stream.empty()
                : funnel.total().dropOff().byStage().stream()
                        .filter(loss -> loss.dropOffRate() != null && loss.usersLost() != null)
                        .filter(loss -> !"signup".equals(loss.stage()));
    }

    private static long users(Funnel.Loss loss) {
        return Objects.requireNonNull(loss.usersLost());
    }

    private static double rate(Funnel.Loss loss) {
        return Objects.requireNonNull(loss.dropOffRate());
    }

    /** In users and in rate, which need not be at one stage: few users can be a large share of those who came so far. */
    private static Optional<String> biggest(@Nullable Funnel funnel) {
        Funnel.Loss users = ofMostUsers(funnel).orElse(null);
        Funnel.Loss share = ofLargestShare(funnel).orElse(null);
        if (funnel == null || users == null || share == null) {
            return losses(funnel).findAny().map(loss -> "After signup no stage of the funnel has lost anybody.");
        }
        String lost = "%s, %s of those who reached the stage before%s.%s"
                .formatted(
                        Wording.count(users(users), "user"),
                        Unit.percent(rate(users)),
                        Phrases.interval(users.ciLow(), users.ciHigh()),
                        open(funnel, users));
        if (rate(users) == rate(share)) {
            return Optional.of("After signup the funnel loses most at %s, in users and in rate: %s"
                    .formatted(Wording.words(users.stage()), lost));
        }
        return Optional.of(
                "After signup the funnel loses most users at %s: %s The largest share of those who reached the stage before is lost at %s: %s%s, %s.%s"
                        .formatted(
                                Wording.words(users.stage()),
                                lost,
                                Wording.words(share.stage()),
                                Unit.percent(rate(share)),
                                Phrases.interval(share.ciLow(), share.ciHigh()),
                                Wording.count(users(share), "user"),
                                open(funnel, share)));
    }

    private static String open(Funnel funnel, Funnel.Loss loss) {
        return funnel.total().stages().stream()
                .filter(stage -> stage.stage().equals(loss.stage()))
                .findFirst()
                .map(Funnel.Stage::inProgress)
                .filter(count -> count > 0)
                .map(count ->
                        " " + Wording.count(count, "of them still has", "of them still have") + " time to get there.")
                .orElse("");
    }

    /** The pair of stage and group with the most users lost against the best group. */
    static Optional<Funnel.Worst> worstPair(@Nullable Funnel funnel) {
        if (funnel == null) {
            return Optional.empty();
        }
        return Stream.of(funnel.segment(), funnel.channel())
                .filter(Objects::nonNull)
                .map(Funnel.View::dropOff)
                .filter(Objects::nonNull)
                .flatMap(dropOff -> dropOff.worst().stream())
                .filter(worst -> worst.usersLostAgainstBest() != null && worst.usersLostAgainstBest() >= 1)
                .max(Comparator.comparing(worst -> Objects.requireNonNull(worst.usersLostAgainstBest())));
    }

    /** Found by the users that could be kept: another pair may have a wider gap between its rates, and fewer users. */
    private static Optional<String> worstGroup(@Nullable Funnel funnel) {
        return worstPair(funnel)
                .filter(worst -> worst.dropOffRate() != null && worst.bestRate() != null)
                .map(worst ->
                        "Between groups most users could be kept at %s: %s %s drops off at %s%s, %s at %s; at the better rate %s would be kept."
                                .formatted(
                                        Wording.words(worst.stage()),
                                        worst.attribute(),
                                        Wording.value(worst.value()),
                                        Unit.percent(Objects.requireNonNull(worst.dropOffRate())),
                                        Phrases.interval(worst.ciLow(), worst.ciHigh()),
                                        Wording.value(worst.bestValue()),
                                        Unit.percent(1 - Objects.requireNonNull(worst.bestRate())),
                                        Wording.count(
                                                Objects.requireNonNull(worst.usersLostAgainstBest()), "more user")));
    }
}
