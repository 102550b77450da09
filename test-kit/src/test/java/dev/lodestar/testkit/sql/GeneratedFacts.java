package dev.lodestar.testkit.sql;

import dev.lodestar.datagen.DataGenerator;
import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.testkit.oracle.Facts;
import dev.lodestar.testkit.oracle.PlainEvent;
import dev.lodestar.testkit.oracle.PlainProfile;
import dev.lodestar.testkit.oracle.PlainProperties;
import dev.lodestar.testkit.oracle.PlainUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A generated product as the oracles see it. */
final class GeneratedFacts {
    private static final double CENTS = 100;

    private GeneratedFacts() {}

    /** Users straight from the generator, acquisition from the file that it writes into the directory. */
    static Facts of(GenerationRequest request, Path directory) throws IOException {
        DataGenerator generator = new DataGenerator(request);
        generator.writeTo(directory);
        List<PlainUser> users = LongStream.range(0, request.users())
                .mapToObj(index -> user(generator.user(index)))
                .toList();
        try (Stream<String> lines = Files.lines(directory.resolve("acquisition_daily.csv"))) {
            return new Facts(
                    users,
                    lines.skip(1).map(GeneratedFacts::acquisition).toList(),
                    request.zone(),
                    EventPlan.standard(),
                    request.to());
        }
    }

    private static PlainUser user(SyntheticUser user) {
        Map<String, String> attributes = Map.of(
                "segment", user.traits().segment().wireName(),
                "channel", user.traits().channel().wireName(),
                "plan_type", user.plan().wireName());
        List<PlainEvent> events = new ArrayList<>();
        for (SyntheticEvent event : user.events()) {
            boolean paid = event.type() == EventType.INVOICE_PAID;
            events.add(new PlainEvent(
                    event.type().wireName(),
                    event.at(),
                    events.size(),
                    PlainProperties.of(
                            event.workspace(), paid ? (Double) (event.cents() / CENTS) : null, paid ? "USD" : null)));
        }
        return new PlainUser(
                new UUID(0, user.index()), new PlainProfile(user.signupAt(), 0, attributes), List.copyOf(events));
    }

    private static DailyAcquisition acquisition(String line) {
        String[] cells = line.split(",");
        return new DailyAcquisition(
                LocalDate.parse(cells[0]), cells[1], Long.parseLong(cells[2]), Double.valueOf(cells[3]));
    }
}
