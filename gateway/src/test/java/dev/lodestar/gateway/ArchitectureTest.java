package dev.lodestar.gateway;

import dev.lodestar.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_service_keeps_to_the_rules() {
        new ArchitectureRules("gateway").check();
    }
}
