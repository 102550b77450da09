package dev.lodestar.launcher.suite;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running suite answers, and the demo logins. Written to {@code endpoints.json}.
 *
 * @param gateway base address without {@code /api/v1}
 * @param dashboard the page for people
 * @param issuer of the tokens
 * @param tokenEndpoint where tokens are had
 * @param demoClient public client with password grant; exists in the demo realm only
 * @param demoUsers name and password by role
 * @param services address of each service by name; only for those who look behind the gateway
 * @param management address of each service's health and metrics
 */
public record Endpoints(
        String gateway,
        String dashboard,
        String issuer,
        String tokenEndpoint,
        String demoClient,
        Map<String, Login> demoUsers,
        Map<String, String> services,
        Map<String, String> management,
        String timeZone,
        String currency) {
    /** A demo user's credentials. */
    public record Login(String username, String password) {}

    /** The endpoints of a suite that was started; empty when there is none. */
    public static Optional<Endpoints> of(Layout layout) {
        return Files.exists(layout.endpoints())
                ? Optional.of(Json.read(layout.endpoints(), Endpoints.class))
                : Optional.empty();
    }

    void announce(Layout layout) {
        Json.write(layout.endpoints(), this);
    }
}
