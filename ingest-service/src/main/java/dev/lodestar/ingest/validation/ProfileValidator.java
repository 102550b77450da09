package dev.lodestar.ingest.validation;

import dev.lodestar.ingest.reading.SourceRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Profiles: {@code user_id, signup_date}, optionally {@code updated_at}, and any number of attributes as further fields. Numbers and flags
 * become text; an empty attribute is an unknown one and is left out.
 */
public final class ProfileValidator implements RowValidator {
    private static final Set<String> OWN_FIELDS = Set.of("user_id", "signup_date", "updated_at");

    private final ValidationLimits limits;
    private final long earliest;
    private final Timestamps timestamps;
    private final JsonValues json;

    public ProfileValidator(ValidationLimits limits, ZoneId zone) {
        this.limits = limits;
        this.earliest = limits.earliest().atStartOfDay(zone).toInstant().toEpochMilli();
        this.timestamps = new Timestamps(zone);
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

    private Candidate.Profile read(Fields fields, Instant receivedAt) throws Refusal {
        long latest = receivedAt.plus(limits.maxFuture()).toEpochMilli();
        String userId = fields.userId(limits);
        long signupAtMillis = fields.pastMillis("signup_date", timestamps, earliest, latest);
        long updatedAtMillis = fields.millisOrZero("updated_at", timestamps);
        if (updatedAtMillis > latest) {
            throw new Refusal(QualityCode.FUTURE_TIMESTAMP, "updated_at lies in the future");
        }
        return new Candidate.Profile(userId, signupAtMillis, updatedAtMillis, attributes(fields));
    }

    private Map<String, String> attributes(Fields fields) throws Refusal {
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, @Nullable Object> field : fields.all().entrySet()) {
            String name = field.getKey();
            Object value = field.getValue();
            if (!OWN_FIELDS.contains(name) && value != null && !value.equals("")) {
                attributes.put(checkedName(name), checked(name, value));
            }
        }
        if (attributes.size() > limits.maxProperties()) {
            throw new Refusal(
                    QualityCode.OVERSIZED, "the profile has more than " + limits.maxProperties() + " attributes");
        }
        return attributes;
    }

    private String checkedName(String name) throws Refusal {
        if (name.length() > limits.maxNameLength()) {
            throw new Refusal(
                    QualityCode.OVERSIZED,
                    "an attribute's name has more than " + limits.maxNameLength() + " characters");
        }
        return Fields.storable("an attribute's name", name);
    }

    private String checked(String name, Object value) throws Refusal {
        String text = switch (value) {
            case String given -> Fields.storable(name, given);
            case Double number -> CanonicalJson.number(number);
            case Boolean flag -> flag.toString();
            default ->
                throw new Refusal(QualityCode.PROPERTY_TYPE_MISMATCH, "attribute '" + name + "' is not a single value");
        };
        if (text.length() > limits.maxTextLength()) {
            throw new Refusal(
                    QualityCode.OVERSIZED,
                    "attribute '" + name + "' has more than " + limits.maxTextLength() + " characters");
        }
        return text;
    }
}
