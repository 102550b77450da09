package dev.lodestar.ingest.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How strictly events are held against the tracking plan. */
@ConfigMapping(prefix = "lodestar.tracking-plan")
public interface ValidationConfig {
    /** The project's own tracking plan, a JSON file in the form of {@code GET /tracking-plan}; without one, the default plan. The same for all services. */
    Optional<Path> file();

    /** Whether an event of a type that the plan does not define goes to the quarantine. If not, it is stored with the common properties only. */
    @WithDefault("true")
    boolean strict();

    /** What becomes of a property that the plan does not allow. It is never stored: it might be personal. */
    @WithDefault("drop")
    UnknownProperty unknownProperty();

    /** What becomes of a property that the plan does not allow. */
    enum UnknownProperty {
        /** The event is stored without it. */
        DROP,
        /** The event goes to the quarantine. */
        QUARANTINE
    }
}
