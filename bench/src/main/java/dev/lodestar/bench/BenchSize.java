package dev.lodestar.bench;

/** How much data there is. */
enum BenchSize {
    S(50_000, 750_000),
    L(500_000, 7_400_000),
    XL(5_000_000, 74_000_000);

    private final long users;
    private final long events;

    BenchSize(long users, long events) {
        this.users = users;
        this.events = events;
    }

    long users() {
        return users;
    }

    /** Roughly; the generator keeps it within 5 %. */
    long events() {
        return events;
    }
}
