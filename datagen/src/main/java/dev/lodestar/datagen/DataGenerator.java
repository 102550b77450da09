package dev.lodestar.datagen;

import dev.lodestar.datagen.journey.Calibration;
import dev.lodestar.datagen.journey.Channel;
import dev.lodestar.datagen.journey.Population;
import dev.lodestar.datagen.journey.ProductCalendar;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.datagen.truth.EffectStatement;
import dev.lodestar.datagen.truth.GroundTruth;
import dev.lodestar.datagen.truth.GroundTruth.ChannelTraffic;
import dev.lodestar.datagen.truth.TruthRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;

/** Generates a data set: calibrates the population, writes it user by user, and states what is true in it. */
public final class DataGenerator {

    /** Written last: a directory that holds it holds a whole data set. */
    public static final String GROUND_TRUTH_FILE = "ground_truth.json";

    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final double CENTS = 100;

    private final GenerationRequest request;
    private final ProductCalendar calendar;
    private final double intensity;
    private final Population population;

    /** @throws dev.lodestar.datagen.journey.InfeasibleRequestException when so many users cannot make so many events */
    public DataGenerator(GenerationRequest request) {
        this.request = request;
        this.calendar = new ProductCalendar(request.from(), request.to(), request.zone());
        this.intensity = new Calibration(request.users(), this::population).intensityFor(request.events());
        this.population = population(intensity);
    }

    private Population population(double busyness) {
        return new Population(request.users(), request.seed(), calendar, request.zone(), busyness);
    }

    /** The user with the index, 0 ≤ index &lt; users, as {@link #writeTo} writes them. */
    public SyntheticUser user(long index) {
        return population.user(index);
    }

    /** Like {@link #writeTo(Path, Currency)}, in US dollars, which the amounts are made for. */
    public GroundTruth writeTo(Path directory) throws IOException {
        return writeTo(directory, DOLLARS);
    }

    /**
     * Writes {@code user_profiles.csv}, {@code user_events.csv}, {@code acquisition_daily.csv}, {@code ground_truth.json}.
     *
     * @param currency what invoices say their amounts are in; the amounts are the same in any
     */
    public GroundTruth writeTo(Path directory, Currency currency) throws IOException {
        Files.createDirectories(directory);
        Path truthFile = directory.resolve(GROUND_TRUTH_FILE);
        Files.deleteIfExists(truthFile);
        TruthRecorder recorder = new TruthRecorder(calendar);
        Map<String, ChannelTraffic> traffic;
        try (DatasetWriter writer = new DatasetWriter(directory, currency)) {
            for (long index = 0; index < request.users(); index++) {
                SyntheticUser user = population.user(index);
                writer.write(user);
                recorder.add(user);
            }
            traffic = writeAcquisition(writer, recorder);
        }
        GroundTruth truth = truth(recorder, traffic);
        truth.writeTo(truthFile);
        return truth;
    }

    private Map<String, ChannelTraffic> writeAcquisition(DatasetWriter writer, TruthRecorder recorder) {
        Channel[] channels = Channel.values();
        long[] visitors = new long[channels.length];
        long[] signups = new long[channels.length];
        long[] cents = new long[channels.length];
        for (int day = 0; day < calendar.days(); day++) {
            for (Channel channel : channels) {
                int c = channel.ordinal();
                long daySignups = recorder.signups(channel, day);
                long dayVisitors = population.visitors(channel, day, daySignups);
                long dayCents = population.spendCents(channel, day, dayVisitors);
                writer.write(calendar.date(day), channel, dayVisitors, dayCents);
                visitors[c] += dayVisitors;
                signups[c] += daySignups;
                cents[c] += dayCents;
            }
        }
        Map<String, ChannelTraffic> traffic = new LinkedHashMap<>();
        for (Channel channel : channels) {
            int c = channel.ordinal();
            traffic.put(channel.wireName(), traffic(visitors[c], signups[c], cents[c]));
        }
        return traffic;
    }

    private static ChannelTraffic traffic(long visitors, long signups, long cents) {
        return new ChannelTraffic(visitors, signups, cents / CENTS, visitors == 0 ? 0 : (double) signups / visitors);
    }

    private GroundTruth truth(TruthRecorder recorder, Map<String, ChannelTraffic> traffic) {
        return new GroundTruth(
                new GroundTruth.Parameters(
                        request.users(),
                        request.events(),
                        request.seed(),
                        request.from().toString(),
                        request.to().toString(),
                        request.zone().getId()),
                intensity,
                EffectStatement.current(),
                traffic,
                recorder.total(),
                recorder.bySegment(),
                recorder.byChannel(),
                recorder.byEventType());
    }
}
