package dev.lodestar.kit.wire;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Sets the {@link PositionHeader} of every answer whose body has a position. */
public class PositionFilter {
    @ServerResponseFilter
    public void add(ContainerResponseContext answer) {
        String position = answer.getEntity() instanceof Positioned body ? body.positionText() : null;
        if (position != null) {
            answer.getHeaders().putSingle(PositionHeader.NAME, position);
        }
    }
}
