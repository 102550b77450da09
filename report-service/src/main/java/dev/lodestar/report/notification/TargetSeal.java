package dev.lodestar.report.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.kit.sealing.SealingKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals what channels must not give away, each under its own id. */
@ApplicationScoped
class TargetSeal {
    /** The setting without which there are no channels. */
    static final String SETTING = "lodestar.notification.key";

    private static final String PURPOSE = "lodestar targets of notifications";

    private final @Nullable SealingKeys keys;
    private final ObjectMapper json;

    TargetSeal(NotificationConfig config, ObjectMapper json) {
        this.keys = config.key().map(key -> keys(config, key)).orElse(null);
        this.json = json;
    }

    private static SealingKeys keys(NotificationConfig config, String key) {
        Map<Integer, String> secrets = new HashMap<>(config.previousKeys());
        secrets.put(config.keyVersion(), key);
        return new SealingKeys(PURPOSE, config.keyVersion(), secrets);
    }

    boolean isPossible() {
        return keys != null;
    }

    int version() {
        return required().version();
    }

    byte[] seal(UUID channel, Target target) {
        try {
            return required().seal(json.writeValueAsBytes(target), channel.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a target is JSON", e);
        }
    }

    /** The target; empty when its key is not configured any more. */
    Optional<Target> open(UUID channel, int version, byte[] sealed) {
        return keys == null
                ? Optional.empty()
                : keys.open(version, sealed, channel.toString()).map(this::read);
    }

    private Target read(byte[] clear) {
        try {
            return json.readValue(clear, Target.class);
        } catch (IOException e) {
            throw new IllegalStateException("a sealed target is JSON", e);
        }
    }

    private SealingKeys required() {
        if (keys == null) {
            throw new IllegalStateException(SETTING + " is not set");
        }
        return keys;
    }
}
