package dev.lodestar.contracts.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happened. */
public enum AlertAction {
    ALERT_OPENED,
    /** It goes on and was told again. */
    ALERT_REPEATED,
    /** By a run, or because its rule was deleted. */
    ALERT_RESOLVED,
    NOTIFICATION_DELIVERED,
    /** It is not tried again. */
    NOTIFICATION_FAILED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AlertAction of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
