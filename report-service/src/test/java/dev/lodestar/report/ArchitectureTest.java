package dev.lodestar.report;

import dev.lodestar.testkit.architecture.ArchitectureRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_service_keeps_to_the_rules() {
        new ArchitectureRules("report", List.of("com.cronutils..")).check();
    }
}
