package dev.lodestar.engine.timeline;

import java.util.List;

/** The event types a view has seen, by code, with what the plan says of each. Immutable. */
public final class EventTypes {
    private final List<String> names;
    private final int[] traits;
    private final long[] featureMasks;

    EventTypes(List<String> names, EventPlan plan) {
        this.names = names;
        this.traits = names.stream().mapToInt(name -> traitsOf(name, plan)).toArray();
        this.featureMasks =
                names.stream().mapToLong(name -> featureMaskOf(name, plan)).toArray();
    }

    private static int traitsOf(String name, EventPlan plan) {
        return (plan.passive().contains(name) ? 0 : Trait.ACTIVE)
                | (plan.collaboration().contains(name) ? Trait.COLLABORATION : 0)
                | (plan.activation().equals(name) ? Trait.ACTIVATION : 0)
                | (plan.monetization().contains(name) ? Trait.MONETIZATION : 0)
                | (plan.revenue().equals(name) ? Trait.REVENUE : 0)
                | (plan.upgrade().equals(name) ? Trait.UPGRADE : 0)
                | (plan.cancellation().equals(name) ? Trait.CANCELLATION : 0);
    }

    private static long featureMaskOf(String name, EventPlan plan) {
        long mask = 0;
        for (int i = 0; i < plan.features().size(); i++) {
            mask |= plan.features().get(i).eventTypes().contains(name) ? 1L << i : 0;
        }
        return mask;
    }

    /** How many types there are. */
    public int size() {
        return names.size();
    }

    /** The name of a type. */
    public String nameOf(int code) {
        return names.get(code);
    }

    /** The {@link Trait} bits of a type. */
    public int traitsOf(int code) {
        return traits[code];
    }

    /** A bit for a type; from the 65th type on, types share bits. So a mask without the bit says that there is no such event, and one with it only that there may be. */
    public static long maskOf(int code) {
        return 1L << code;
    }

    /** The features that a type is a use of: bit i for the i-th feature of the plan. */
    public long featureMaskOf(int code) {
        return featureMasks[code];
    }
}
