package dev.lodestar.engine.timeline;

import java.util.List;

/** The profile attributes a view has seen, and their values by code; the code 0 stands for absence. Immutable. */
public final class Attributes {
    private final List<String> names;
    private final List<List<String>> values;

    Attributes(List<String> names, List<List<String>> values) {
        this.names = names;
        this.values = values;
    }

    /** The attributes by index. */
    public List<String> names() {
        return names;
    }

    /** The index of an attribute, or −1 where no profile has it. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }

    /** The values of an attribute by code; the first one, empty, stands for absence. */
    public List<String> valuesOf(int attribute) {
        return values.get(attribute);
    }
}
