package dev.lodestar.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.InfeasibleRequestException;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.datagen.truth.GroundTruth;
import dev.lodestar.datagen.truth.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataGeneratorTest {

    private static final LocalDate FROM = LocalDate.of(2024, 11, 1);
    private static final LocalDate TO = LocalDate.of(2026, 11, 1);
    private static final List<String> FILES =
            List.of("user_profiles.csv", "user_events.csv", "acquisition_daily.csv", "ground_truth.json");

    @Test
    void the_same_request_gives_the_same_bytes_under_any_locale_and_zone(@TempDir Path directory) throws IOException {
        GenerationRequest request = new GenerationRequest(300, 4_000, 7, FROM, TO, ZoneId.of("Europe/Zurich"));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();

        new DataGenerator(request).writeTo(directory.resolve("a"));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Australia/Lord_Howe"));
            new DataGenerator(request).writeTo(directory.resolve("b"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }

        for (String file : FILES) {
            assertThat(directory.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("a").resolve(file));
        }
    }

    @Test
    void another_seed_gives_other_users() {
        List<SyntheticEvent> one = generator(300, 4_000, 7).user(0).events();
        List<SyntheticEvent> other = generator(300, 4_000, 8).user(0).events();

        assertThat(other).isNotEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"200, 2000", "50, 20000", "1000, 5000", "9000, 135000", "300, 90000"})
    void the_events_add_up_to_what_was_asked_within_five_percent(long users, long events) {
        DataGenerator generator = generator(users, events, 42);

        long total = everybody(generator, users).stream()
                .mapToLong(user -> user.events().size())
                .sum();

        assertThat((double) total).isBetween(0.95 * events, 1.05 * events);
    }

    @Test
    void an_infeasible_number_of_events_is_refused_with_what_would_be_possible() {
        assertThatThrownBy(() -> generator(200, 300, 42))
                .isInstanceOf(InfeasibleRequestException.class)
                .hasMessageContaining("200 users cannot make 300 events");
    }

    @Test
    void signups_grow_smoothly_to_the_last_day() {
        List<SyntheticUser> users = everybody(generator(20_000, 150_000, 42), 20_000);

        Map<Long, Long> signupsByEighth = users.stream()
                .collect(Collectors.groupingBy(
                        user -> daysSinceStart(user.signupAt()) * 8 / ChronoUnit.DAYS.between(FROM, TO),
                        Collectors.counting()));
        long lastWeek = users.stream()
                .filter(user -> daysSinceStart(user.signupAt()) >= ChronoUnit.DAYS.between(FROM, TO) - 7)
                .count();
        long weekBefore = users.stream()
                        .filter(user -> daysSinceStart(user.signupAt()) >= ChronoUnit.DAYS.between(FROM, TO) - 14)
                        .count()
                - lastWeek;

        for (long eighth = 1; eighth < 8; eighth++) {
            double growth =
                    (double) signupsByEighth.getOrDefault(eighth, 0L) / signupsByEighth.getOrDefault(eighth - 1, 0L);
            assertThat(growth).as("growth into eighth %d of the range", eighth).isBetween(1.05, 1.35);
        }
        assertThat((double) lastWeek / weekBefore).isCloseTo(1, within(0.1));
    }

    @Test
    void nothing_happens_before_the_signup_or_at_the_end_and_every_type_occurs() {
        ZoneId zone = ZoneId.of("America/New_York");
        GenerationRequest request = new GenerationRequest(3_000, 45_000, 1, FROM, TO, zone);
        long end = TO.atStartOfDay(zone).toInstant().toEpochMilli();

        List<SyntheticUser> users = everybody(new DataGenerator(request), 3_000);

        assertThat(users)
                .allSatisfy(user -> assertThat(user.events())
                        .isSortedAccordingTo(Comparator.comparingLong(SyntheticEvent::at))
                        .allSatisfy(event -> assertThat(event.at()).isBetween(user.signupAt(), end - 1)));
        assertThat(users.stream().flatMap(user -> user.events().stream()).map(SyntheticEvent::type))
                .contains(EventType.values());
    }

    @Test
    void weekends_and_nights_are_quiet() {
        List<Instant> instants = everybody(generator(5_000, 75_000, 3), 5_000).stream()
                .flatMap(user -> user.events().stream())
                .map(event -> Instant.ofEpochMilli(event.at()))
                .toList();

        assertThat(share(instants, DayOfWeek.SUNDAY)).isLessThan(0.6 * share(instants, DayOfWeek.TUESDAY));
        assertThat(shareOfHour(instants, 3)).isLessThan(0.2 * shareOfHour(instants, 10));
    }

    @Test
    void the_stated_effects_are_in_the_data(@TempDir Path directory) throws IOException {
        GroundTruth truth = generator(20_000, 300_000, 42).writeTo(directory);

        assertThat(group(truth.byChannel(), "referral").activationRate())
                .isGreaterThan(group(truth.byChannel(), "social").activationRate() + 0.1);
        assertThat(group(truth.bySegment(), "enterprise").paidRate())
                .isGreaterThan(3 * group(truth.bySegment(), "individual").paidRate());
        assertThat(group(truth.bySegment(), "enterprise").collaborationRate())
                .isGreaterThan(group(truth.bySegment(), "individual").collaborationRate() + 0.2);
        assertThat(truth.total().activationRate()).isCloseTo(truth.total().trueActivationRate(), within(0.02));
        assertThat(leftRate(group(truth.bySegment(), "individual")))
                .isGreaterThan(leftRate(group(truth.bySegment(), "enterprise")) + 0.1);
    }

    @Test
    void about_fifteen_percent_of_the_visitors_sign_up(@TempDir Path directory) throws IOException {
        GroundTruth truth = generator(10_000, 60_000, 42).writeTo(directory);

        long visitors = truth.acquisition().values().stream()
                .mapToLong(GroundTruth.ChannelTraffic::visitors)
                .sum();

        assertThat((double) truth.total().users() / visitors).isCloseTo(0.15, within(0.01));
    }

    @Test
    void the_files_hold_what_the_ground_truth_counts(@TempDir Path directory) throws IOException {
        GroundTruth truth = generator(400, 5_000, 42).writeTo(directory);

        List<String> profiles = Files.readAllLines(directory.resolve("user_profiles.csv"));
        List<String> events = Files.readAllLines(directory.resolve("user_events.csv"));

        assertThat(profiles)
                .hasSize(401)
                .first()
                .isEqualTo("user_id,signup_date,segment,channel,plan_type,device,region,use_case");
        assertThat(events.getFirst()).isEqualTo("event_id,user_id,event_type,timestamp,properties");
        assertThat((long) events.size() - 1).isEqualTo(truth.total().events());
        assertThat(events.stream().filter(line -> line.contains(",page_created,")))
                .hasSize(Math.toIntExact(truth.eventsByType().getOrDefault("page_created", 0L)));
        assertThat(events.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .doesNotHaveDuplicates();
    }

    private static DataGenerator generator(long users, long events, long seed) {
        return new DataGenerator(new GenerationRequest(users, events, seed, FROM, TO, ZoneOffset.UTC));
    }

    private static List<SyntheticUser> everybody(DataGenerator generator, long users) {
        return LongStream.range(0, users).mapToObj(generator::user).toList();
    }

    private static long daysSinceStart(long at) {
        return ChronoUnit.DAYS.between(FROM.atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.ofEpochMilli(at));
    }

    private static double share(List<Instant> instants, DayOfWeek weekday) {
        return share(
                instants.stream()
                        .filter(at -> at.atZone(ZoneOffset.UTC).getDayOfWeek() == weekday)
                        .count(),
                instants);
    }

    private static double shareOfHour(List<Instant> instants, int hour) {
        return share(
                instants.stream()
                        .filter(at -> at.atZone(ZoneOffset.UTC).getHour() == hour)
                        .count(),
                instants);
    }

    private static double share(long part, List<?> whole) {
        return (double) part / whole.size();
    }

    private static Outcome group(Map<String, Outcome> outcomes, String name) {
        return Objects.requireNonNull(outcomes.get(name), name);
    }

    private static double leftRate(Outcome outcome) {
        return (double) outcome.churned() / outcome.users();
    }
}
