package dev.lodestar.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaTest {
    private static final EventPlan PLAN = EventPlan.standard();

    @ParameterizedTest
    @CsvSource({"12.5, 12500000", "-0.000001, -1", "1e12, 1000000000000000000"})
    void anAmountIsKeptInMillionths(double amount, long micros) {
        assertThat(kept(amount)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({"1.1e12", "1e13", "-1e13", "1e300"})
    void anAmountThatNoSumCouldHoldIsNone(double amount) {
        assertThat(kept(amount)).isEqualTo(Delta.NO_AMOUNT);
    }

    @Test
    void aTextIsNoAmount() {
        assertThat(kept(new PropertyValue.Text("12"))).isEqualTo(Delta.NO_AMOUNT);
    }

    private static long kept(double amount) {
        return kept(new PropertyValue.Number(amount));
    }

    private static long kept(PropertyValue amount) {
        Delta delta = new Delta(0);
        delta.add(0, new EventArrived(new UUID(0, 1), "e", "invoice_paid", 0, 0, 0, Map.of()), 0);
        delta.addProperties(Map.of(PLAN.amountProperty(), amount), PLAN, new PropertyColumns(List.of()));
        return delta.amount[0];
    }
}
