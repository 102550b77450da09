package dev.lodestar.kit.wire;

import org.jboss.resteasy.reactive.RestResponse;

/** An answer as a table: the same figures, and so the same position. */
public final class PositionedCsv {
    private PositionedCsv() {}

    /** The table, with the answer's {@link PositionHeader}. */
    public static RestResponse<String> of(Positioned answer, String csv) {
        return RestResponse.ResponseBuilder.ok(csv)
                .header(PositionHeader.NAME, answer.positionText())
                .build();
    }
}
