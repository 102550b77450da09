package dev.lodestar.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunClaimTest {
    private static final Instant FIRST = Instant.parse("2025-04-01T00:00:00Z");
    private static final Duration LASTS = Duration.ofMillis(30);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_claim_is_renewed_for_as_long_as_the_work_goes_on_also_after_a_renewal_has_failed() throws Exception {
        CountDownLatch renewed = new CountDownLatch(5);
        RunClaim claim = claim(LIMIT, held -> {
            renewed.countDown();
            if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("away");
            }
            return held.plusSeconds(1);
        });

        claim.keep();
        assertThat(renewed.await(20, TimeUnit.SECONDS)).isTrue();
        Instant until = claim.settle();

        assertThat(until).isEqualTo(FIRST.plusSeconds(asked.get() - 1));
    }

    @Test
    void a_claim_that_is_lost_is_not_asked_for_again() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        RunClaim claim = claim(LIMIT, held -> {
            asked.incrementAndGet();
            lost.countDown();
            return null;
        });

        claim.keep();
        assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(LASTS);

        assertThat(claim.settle()).isEqualTo(FIRST);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_claim_is_renewed_up_to_its_limit() throws Exception {
        CountDownLatch renewed = new CountDownLatch(3);
        RunClaim claim = claim(LASTS, held -> {
            asked.incrementAndGet();
            renewed.countDown();
            return held.plusSeconds(1);
        });

        claim.keep();
        assertThat(renewed.await(20, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(LASTS.multipliedBy(2));

        assertThat(claim.settle()).isEqualTo(FIRST.plusSeconds(3));
        assertThat(asked).hasValue(3);
    }

    private static RunClaim claim(Duration limit, RunClaim.Renewal renewal) {
        return new RunClaim(UUID.randomUUID(), FIRST, LASTS, limit, renewal);
    }
}
