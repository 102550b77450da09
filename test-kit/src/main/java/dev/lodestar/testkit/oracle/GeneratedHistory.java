package dev.lodestar.testkit.oracle;

import dev.lodestar.datagen.DataGenerator;
import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.ProfileChanged;
import dev.lodestar.engine.timeline.TimelineChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The data generator's users as changes of timelines, without a detour over files and ingest. Pseudonyms are derived from the
 * user ids.
 *
 * @param request what was generated
 * @param changes in the order of users: a profile, then the user's events
 */
public record GeneratedHistory(GenerationRequest request, List<TimelineChange> changes) {

    private static final double CENTS = 100;

    /** Generates the users of the request. */
    public static GeneratedHistory of(GenerationRequest request) {
        DataGenerator generator = new DataGenerator(request);
        List<TimelineChange> changes = new ArrayList<>();
        for (long index = 0; index < request.users(); index++) {
            SyntheticUser user = generator.user(index);
            UUID pseudonym = UUID.nameUUIDFromBytes(user.id().getBytes(StandardCharsets.UTF_8));
            changes.add(profile(user, pseudonym));
            for (SyntheticEvent event : user.events()) {
                changes.add(event(event, pseudonym, changes.size()));
            }
        }
        return new GeneratedHistory(request, List.copyOf(changes));
    }

    private static ProfileChanged profile(SyntheticUser user, UUID pseudonym) {
        return new ProfileChanged(
                pseudonym,
                user.signupAt(),
                0,
                user.signupAt(),
                Map.of(
                        "segment", user.traits().segment().wireName(),
                        "channel", user.traits().channel().wireName(),
                        "plan_type", user.plan().wireName()));
    }

    private static EventArrived event(SyntheticEvent event, UUID pseudonym, long number) {
        boolean paid = event.type() == EventType.INVOICE_PAID;
        return new EventArrived(
                pseudonym,
                "e" + number,
                event.type().wireName(),
                event.at(),
                event.at(),
                number,
                PlainProperties.of(
                        event.workspace(), paid ? (Double) (event.cents() / CENTS) : null, paid ? "USD" : null));
    }

    /** Visitors and spend, as the generator writes them into a directory. */
    public List<DailyAcquisition> acquisition(Path directory) throws IOException {
        new DataGenerator(request).writeTo(directory);
        return Files.readAllLines(directory.resolve("acquisition_daily.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new DailyAcquisition(
                        LocalDate.parse(cells[0]), cells[1], Long.parseLong(cells[2]), Double.valueOf(cells[3])))
                .toList();
    }

    /** What is known on the day after the range. */
    public Facts facts(List<DailyAcquisition> acquisition) {
        return Facts.of(changes, acquisition, request.zone(), EventPlan.standard(), request.to());
    }
}
