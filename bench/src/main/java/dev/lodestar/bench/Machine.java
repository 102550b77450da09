package dev.lodestar.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/**
 * The state of the machine, because figures mean nothing without it.
 *
 * @param load the load average of the last minute, this process included
 * @param stolen CPU ticks that the hypervisor gave to others since boot; 0 where that cannot be known
 * @param ticks CPU ticks since boot
 */
record Machine(double load, long stolen, long ticks) {
    private static final Path CPU_COUNTERS = Path.of("/proc/stat");
    private static final int STEAL_FIELD = 8;
    private static final double GIBI = 1 << 30;

    static Machine now() {
        long[] counters = counters();
        return new Machine(
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                counters.length < STEAL_FIELD ? 0 : counters[STEAL_FIELD - 1],
                Arrays.stream(counters).sum());
    }

    /** Bytes in use on the heap once nothing is left to collect. */
    @SuppressWarnings("SystemGarbageCollection") // measuring is the purpose
    static long heapAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long[] counters() {
        if (!Files.isReadable(CPU_COUNTERS)) {
            return new long[0];
        }
        try {
            String[] fields = Files.readAllLines(CPU_COUNTERS).getFirst().split(" +");
            return Arrays.stream(fields).skip(1).mapToLong(Long::parseLong).toArray();
        } catch (IOException e) {
            return new long[0];
        }
    }

    /** A sentence on the machine and what went on beside, up to a later state. */
    String describe(Machine after) {
        long passed = after.ticks - ticks;
        double stolenShare = passed == 0 ? 0 : (double) (after.stolen - stolen) / passed;
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%s; %d cores, %.0f GiB, JDK %s; load before %.1f, after %.1f; stolen by the hypervisor %.1f %%",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / GIBI,
                Runtime.version().feature(),
                load,
                after.load,
                100 * stolenShare);
    }
}
