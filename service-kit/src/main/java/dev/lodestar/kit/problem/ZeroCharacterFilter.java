package dev.lodestar.kit.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses questions with the character 0, which no text in PostgreSQL can hold, before anybody is asked. */
public class ZeroCharacterFilter {
    private static final char ZERO = '\0';
    private static final char SYMBOL_FOR_ZERO = '\u2400';

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        request.getUriInfo().getQueryParameters().forEach(ZeroCharacterFilter::refuse);
    }

    private static void refuse(String name, List<String> values) {
        for (String value : values) {
            if (value.indexOf(ZERO) >= 0) {
                throw ProblemException.invalid(
                        name, value.replace(ZERO, SYMBOL_FOR_ZERO), "text without the character 0");
            }
        }
    }
}
