package dev.lodestar.datagen;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.lodestar.datagen.journey.Channel;
import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.datagen.journey.SyntheticUser;
import dev.lodestar.datagen.journey.Traits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;

/** Writes the three CSV files of a data set, user by user, then day by day. */
final class DatasetWriter implements Closeable {

    private static final int BUFFER_CHARS = 1 << 16;
    private static final int CENTS = 100;

    private final CsvWriter profiles;
    private final CsvWriter events;
    private final CsvWriter acquisition;
    private final String currency;
    private final Timestamps timestamps = new Timestamps();

    DatasetWriter(Path directory, Currency currency) throws IOException {
        this.currency = currency.getCurrencyCode();
        this.profiles = open(directory.resolve("user_profiles.csv"));
        this.events = open(directory.resolve("user_events.csv"));
        this.acquisition = open(directory.resolve("acquisition_daily.csv"));
        profiles.writeRecord(
                "user_id", "signup_date", "segment", "channel", "plan_type", "device", "region", "use_case");
        events.writeRecord("event_id", "user_id", "event_type", "timestamp", "properties");
        acquisition.writeRecord("date", "channel", "visitors", "spend");
    }

    private static CsvWriter open(Path file) throws IOException {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(BUFFER_CHARS)
                .build(file);
    }

    void write(SyntheticUser user) {
        String id = user.id();
        Traits traits = user.traits();
        profiles.writeRecord(
                id,
                timestamps.format(user.signupAt()),
                traits.segment().wireName(),
                traits.channel().wireName(),
                user.plan().wireName(),
                traits.device().wireName(),
                traits.region(),
                traits.useCase());
        int ordinal = 0;
        for (SyntheticEvent event : user.events()) {
            ordinal++;
            events.writeRecord(
                    id + "-" + ordinal, id, event.type().wireName(), timestamps.format(event.at()), properties(event));
        }
    }

    void write(LocalDate date, Channel channel, long visitors, long spendCents) {
        acquisition.writeRecord(date.toString(), channel.wireName(), Long.toString(visitors), amount(spendCents));
    }

    private String properties(SyntheticEvent event) {
        String workspace = event.workspace();
        if (workspace == null) {
            return "{}";
        }
        String workspaceOnly = "{\"workspace_id\":\"" + workspace + "\"";
        return event.type() == EventType.INVOICE_PAID
                ? workspaceOnly + ",\"amount\":" + amount(event.cents()) + ",\"currency\":\"" + currency + "\"}"
                : workspaceOnly + "}";
    }

    private static String amount(long cents) {
        long fraction = cents % CENTS;
        return cents / CENTS + (fraction < 10 ? ".0" : ".") + fraction;
    }

    @Override
    public void close() throws IOException {
        try (profiles;
                events) {
            acquisition.close();
        }
    }
}
