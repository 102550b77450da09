package dev.lodestar.ingest.validation;

import dev.lodestar.ingest.reading.SourceRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Daily acquisition: {@code date, channel, visitors} and optionally {@code spend}. */
public final class AcquisitionValidator implements RowValidator {
    /** As people and programs write numbers; Java's own reading takes suffixes ({@code 10d}), hexadecimal digits and NaN too. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private final ValidationLimits limits;
    private final ZoneId zone;
    private final JsonValues json;

    public AcquisitionValidator(ValidationLimits limits, ZoneId zone) {
        this.limits = limits;
        this.zone = zone;
        this.json = new JsonValues(limits.maxNesting());
    }

    @Override
    public Validated validate(SourceRow row, Instant receivedAt) {
        try {
            return new Validated.Accepted(read(Fields.of(row, limits, json), receivedAt));
        } catch (Refusal refusal) {
            return refusal.toRefused();
        }
    }

    private Candidate.Acquisition read(Fields fields, Instant receivedAt) throws Refusal {
        LocalDate date = date(fields);
        if (date.isAfter(receivedAt.plus(limits.maxFuture()).atZone(zone).toLocalDate())) {
            throw new Refusal(QualityCode.FUTURE_TIMESTAMP, "date lies in the future");
        }
        if (date.isBefore(limits.earliest())) {
            throw new Refusal(QualityCode.INVALID_TIMESTAMP, "date lies before the earliest day that is taken");
        }
        String channel = fields.text("channel", limits.maxNameLength());
        if (channel == null) {
            throw new Refusal(QualityCode.INVALID_VALUE, "channel is missing or empty");
        }
        Double visitors = number(fields, "visitors");
        if (visitors == null || !Fields.isExactInteger(visitors)) {
            throw new Refusal(QualityCode.INVALID_VALUE, "visitors is not a whole number");
        }
        return new Candidate.Acquisition(date, channel, visitors.longValue(), number(fields, "spend"));
    }

    private static LocalDate date(Fields fields) throws Refusal {
        String text = fields.text("date");
        if (text == null) {
            throw new Refusal(QualityCode.MISSING_TIMESTAMP, "date is missing or empty");
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new Refusal(QualityCode.INVALID_TIMESTAMP, "date is not a date such as 2026-03-01");
        }
    }

    private static @Nullable Double number(Fields fields, String name) throws Refusal {
        return switch (fields.get(name)) {
            case null -> null;
            case Double number -> notNegative(name, number);
            case String text when text.isBlank() -> null;
            case String text -> notNegative(name, parsed(name, text));
            default -> throw new Refusal(QualityCode.INVALID_VALUE, name + " is not a number");
        };
    }

    private static double parsed(String name, String text) throws Refusal {
        String number = text.strip();
        if (!DECIMAL.matcher(number).matches()) {
            throw new Refusal(QualityCode.INVALID_VALUE, name + " is not a number");
        }
        return Double.parseDouble(number);
    }

    private static double notNegative(String name, double number) throws Refusal {
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new Refusal(QualityCode.INVALID_VALUE, name + " is not a number of 0 or more");
        }
        return number;
    }
}
