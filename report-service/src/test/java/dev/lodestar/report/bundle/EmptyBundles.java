package dev.lodestar.report.bundle;

import java.util.List;

/** Composes bundles without a file, for tests of what comes after a run: a whole one takes seconds to write. */
public class EmptyBundles extends BundleComposer {
    @SuppressWarnings("NullAway") // None of its parts is used.
    public EmptyBundles() {
        super(null, null, null, null, null, null, null, null);
    }

    @Override
    public ComposedBundle compose(RunResults results) {
        return new ComposedBundle(List.of(), List.of());
    }
}
