package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineChange;
import dev.lodestar.engine.timeline.UserErased;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A small, nasty history, the same for the same seed: ties, repeats and conflicts of event ids, events before signup and
 * after the end, users without profile, profiles rewritten out of order, erasures, empty attributes, days around clock
 * changes, leap days and the 53rd ISO week, unknown event types; now and then nothing but passive events, or nothing at all.
 *
 * @param changes in the order of arrival
 * @param today   the day of the question
 */
public record RandomHistory(
        long seed, List<TimelineChange> changes, List<DailyAcquisition> acquisition, ZoneId zone, LocalDate today) {

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Apia"));
    private static final List<LocalDate> STARTS = List.of(
            LocalDate.of(2024, 2, 20),
            LocalDate.of(2020, 12, 14),
            LocalDate.of(2025, 3, 20),
            LocalDate.of(2024, 10, 1),
            LocalDate.of(2017, 10, 5),
            LocalDate.of(2011, 12, 20),
            LocalDate.of(1969, 12, 20));
    private static final List<String> ACTIVE_TYPES = List.of(
            "page_created",
            "content_edited",
            "page_viewed",
            "search_performed",
            "workspace_shared",
            "user_invited",
            "collaborative_edit",
            "upgraded_to_paid",
            "session_started",
            "something_unplanned");
    private static final List<String> PASSIVE_TYPES = List.of("signup", "invoice_paid", "plan_cancelled");
    private static final List<String> SEGMENTS = List.of("individual", "enterprise", "smb", "(none)", "");
    private static final List<String> CHANNELS = List.of("organic", "referral", "(none)", "");
    /** An attribute without a column of its own in the warehouse, whose name takes some care in SQL. */
    public static final String DEVICE = "User's device";

    private static final List<String> DEVICES = List.of("mobile", "desktop", "");
    private static final List<String> PLANS = List.of("free", "plus", "");
    private static final List<String> WORKSPACES = List.of("w0", "w1", "w2", "");
    private static final List<Double> AMOUNTS = List.of(10.0, 12.5, -12.5, 0.01, 0.0);
    private static final List<Integer> SPANS_IN_DAYS = List.of(1, 9, 40, 130, 420);
    private static final int HOUR_MILLIS = 3_600_000;
    private static final List<Integer> SHORT_SPANS_IN_DAYS = List.of(1, 3, 9, 20);
    private static final int MAX_USERS = 14;
    private static final int FEW_USERS = 5;
    private static final int LARGE_ONE_IN = 20;
    private static final int MAX_EVENTS_PER_USER = 24;
    private static final int CHANGES_WITHOUT_A_TRAIT = 10;

    /** The history of the seed. */
    public static RandomHistory of(long seed) {
        return new Author(seed, SPANS_IN_DAYS, MAX_USERS).write();
    }

    /**
     * One of many: each twentieth is as {@link #of} has it, the others have few users over few days, so that ten thousand of them take little longer than
     * one thousand of those.
     */
    public static RandomHistory amongMany(long seed) {
        return seed % LARGE_ONE_IN == 0 ? of(seed) : new Author(seed, SHORT_SPANS_IN_DAYS, FEW_USERS).write();
    }

    /** What is known at its end. */
    public Facts facts() {
        return Facts.of(changes, acquisition, zone, EventPlan.standard(), today);
    }

    /** Draws one history. */
    private static final class Author {
        private final long seed;
        private final Random random;
        private final ZoneId zone;
        private final LocalDate start;
        private final int days;
        private final int maxUsers;
        private final boolean passiveOnly;
        private final boolean withWorkspaces;
        private final boolean withInvoices;
        private final double eventsBeforeSignup;
        private final List<TimelineChange> changes = new ArrayList<>();
        private long received;

        Author(long seed, List<Integer> spansInDays, int maxUsers) {
            this.seed = seed;
            this.random = new Random(seed * 0x9E3779B97F4A7C15L);
            this.zone = pick(ZONES);
            this.start = pick(STARTS);
            this.days = pick(spansInDays);
            this.maxUsers = maxUsers;
            this.passiveOnly = random.nextInt(CHANGES_WITHOUT_A_TRAIT) == 0;
            this.withWorkspaces = random.nextInt(4) != 0;
            this.withInvoices = random.nextInt(4) != 0;
            this.eventsBeforeSignup = random.nextInt(3) == 0 ? 0.3 : 0.03;
        }

        RandomHistory write() {
            int users = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(maxUsers);
            for (int i = 0; i < users; i++) {
                changes.addAll(userChanges(new UUID(random.nextLong(), random.nextLong())));
            }
            if (random.nextBoolean()) {
                Collections.shuffle(changes, random);
            }
            LocalDate today = start.plusDays(random.nextInt(3) == 0 ? random.nextInt(days + 1) : days + 3);
            // Samoa has no 30 December 2011: the day that its clocks showed instead
            LocalDate shown = today.atStartOfDay(zone).toLocalDate();
            return new RandomHistory(seed, List.copyOf(changes), acquisition(), zone, shown);
        }

        private List<TimelineChange> userChanges(UUID user) {
            List<TimelineChange> own = new ArrayList<>();
            long signup = instant();
            if (random.nextInt(6) != 0) {
                if (random.nextInt(3) == 0) {
                    signup = startOf(signup);
                }
                own.add(profile(user, signup, random.nextInt(4) == 0 ? signup : 0));
            }
            if (random.nextInt(6) == 0) {
                own.add(profile(user, instant(), random.nextInt(3) == 0 ? instant() : 0));
            }
            int events = random.nextInt(MAX_EVENTS_PER_USER);
            long last = signup;
            for (int i = 0; i < events; i++) {
                last = nextInstant(last, signup);
                own.add(event(user, "e" + i, last));
            }
            repeatSome(own);
            if (random.nextInt(25) == 0) {
                own.add(random.nextInt(own.size() + 1), new UserErased(user));
            }
            return own;
        }

        /** Near the one before, tied with it, on a threshold of the definitions after signup, or anywhere. */
        private long nextInstant(long last, long signup) {
            return switch (random.nextInt(8)) {
                case 0 -> last;
                case 1 ->
                    signup
                            + List.of(0, 1, 24, 168, 336, 720).get(random.nextInt(6)) * (long) HOUR_MILLIS
                            + random.nextInt(3)
                            - 1;
                case 2 -> startOf(instant()) - random.nextInt(2);
                case 3, 4 -> last + random.nextInt(30 * HOUR_MILLIS);
                default -> {
                    long at = instant();
                    yield at < signup && random.nextDouble() > eventsBeforeSignup ? 2 * signup - at : at;
                }
            };
        }

        private long instant() {
            long from = start.atStartOfDay(zone).toInstant().toEpochMilli();
            long to = start.plusDays(days).atStartOfDay(zone).toInstant().toEpochMilli();
            return from + (long) (random.nextDouble() * (to - from));
        }

        private long startOf(long at) {
            return java.time.Instant.ofEpochMilli(at)
                    .atZone(zone)
                    .toLocalDate()
                    .atStartOfDay(zone)
                    .toInstant()
                    .toEpochMilli();
        }

        private EventArrived event(UUID user, String id, long at) {
            String type = passiveOnly || random.nextInt(6) == 0 ? pick(PASSIVE_TYPES) : pick(ACTIVE_TYPES);
            if (type.equals("invoice_paid") && !withInvoices) {
                type = "plan_cancelled";
            }
            String workspace = withWorkspaces && random.nextInt(3) != 0 ? pick(WORKSPACES) : null;
            Double amount = type.equals("invoice_paid") && random.nextInt(8) != 0 ? pick(AMOUNTS) : null;
            return arrival(user, id, type, at, workspace, amount);
        }

        private EventArrived arrival(
                UUID user, String id, String type, long at, @Nullable String workspace, @Nullable Double amount) {
            String currency = amount == null ? null : amount > 11 ? "EUR" : "USD";
            return new EventArrived(
                    user, id, type, at, ++received, random.nextLong(), PlainProperties.of(workspace, amount, currency));
        }

        private ProfileChanged profile(UUID user, long signup, long updatedAt) {
            Map<String, String> attributes = new HashMap<>();
            putSome(attributes, "segment", pick(SEGMENTS));
            putSome(attributes, "channel", pick(CHANNELS));
            putSome(attributes, "plan_type", pick(PLANS));
            putDevice(attributes, ++received);
            return new ProfileChanged(user, signup, Math.max(0, updatedAt), received, attributes);
        }

        /** Not drawn, so that the histories of old seeds stay what they were. */
        private static void putDevice(Map<String, String> attributes, long number) {
            if (number % (DEVICES.size() + 1) < DEVICES.size()) {
                attributes.put(DEVICE, DEVICES.get((int) (number % (DEVICES.size() + 1))));
            }
        }

        private void putSome(Map<String, String> attributes, String name, String value) {
            if (random.nextInt(8) != 0) {
                attributes.put(name, value);
            }
        }

        /** Repeats and conflicts: the same id with the same or another body, at any later place. */
        private void repeatSome(List<TimelineChange> own) {
            for (TimelineChange change : List.copyOf(own)) {
                if (change instanceof EventArrived event && random.nextInt(CHANGES_WITHOUT_A_TRAIT) == 0) {
                    own.add(
                            random.nextBoolean()
                                    ? event
                                    : arrival(event.user(), event.eventId(), "page_created", instant(), "w9", 7.0));
                }
            }
        }

        private List<DailyAcquisition> acquisition() {
            List<DailyAcquisition> rows = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                return rows;
            }
            boolean withSpend = random.nextBoolean();
            for (int day = -1; day <= days; day += 1 + random.nextInt(1 + days / 8)) {
                for (String channel : List.of("organic", "referral", "nobody")) {
                    if (random.nextInt(4) != 0) {
                        Double spend = withSpend && random.nextInt(4) != 0 ? random.nextInt(500) / 4.0 : null;
                        rows.add(new DailyAcquisition(start.plusDays(day), channel, random.nextInt(20), spend));
                    }
                }
            }
            return rows;
        }

        private <T> T pick(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
