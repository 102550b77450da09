package dev.lodestar.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageHeadersTest {
    @Test
    void partitions_that_may_lag_are_named_in_order_and_without_any_there_is_no_header() {
        assertThat(CoverageHeaders.stale(new TreeSet<>(List.of(11, 2)))).isEqualTo("2, 11");
        assertThat(CoverageHeaders.stale(new TreeSet<>())).isNull();
    }
}
