package dev.lodestar.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.gateway.limits.CallBudget.Charge;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
    private final HandSetClock clock = new HandSetClock();
    private final CallBudget budget = new CallBudget("query", 10, Duration.ofMinutes(1), 2, clock);

    @Test
    void the_last_call_of_the_allowance_passes_and_the_next_does_not() {
        IntStream.range(0, 9).forEach(call -> budget.charge());

        assertThat(budget.charge()).isEqualTo(new Charge(true, 0, 60, 0));
        assertThat(budget.charge()).isEqualTo(new Charge(false, 0, 60, 6));
    }

    @Test
    void the_allowance_refills_steadily_and_not_beyond_itself() {
        IntStream.range(0, 10).forEach(call -> budget.charge());

        clock.pass(Duration.ofSeconds(6));
        assertThat(budget.charge().admitted()).isTrue();
        assertThat(budget.charge().admitted()).isFalse();

        clock.pass(Duration.ofDays(1));
        assertThat(budget.charge()).isEqualTo(new Charge(true, 9, 6, 0));
    }

    @Test
    void an_answer_tells_the_policy_and_what_is_left_of_it() {
        assertThat(budget.policy()).isEqualTo("\"query\";q=10;w=60");
        assertThat(budget.state(budget.charge())).isEqualTo("\"query\";r=9;t=6");
    }

    @Test
    void a_closed_call_gives_its_place_back_once() {
        assertThat(budget.open()).isTrue();
        Runnable closing = budget.closing();
        assertThat(budget.open()).isTrue();
        assertThat(budget.open()).isFalse();

        closing.run();
        closing.run();

        assertThat(budget.open()).isTrue();
        assertThat(budget.open()).isFalse();
    }

    private static final class HandSetClock implements TimeMeter {
        private long nanos;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
