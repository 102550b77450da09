package dev.lodestar.launcher.cli;

import java.io.IOException;
import java.util.List;

/** Opens a page with the desktop's own opener; says the address instead where there is none. */
final class Browser {
    private static final List<String> OPENERS = List.of("xdg-open", "open");

    private Browser() {}

    static void open(String address) {
        for (String opener : OPENERS) {
            try {
                new ProcessBuilder(opener, address).inheritIO().start();
                return;
            } catch (IOException ignored) {
                // Not this desktop's opener; try the next.
            }
        }
        System.out.println("No browser could be opened; go to " + address);
    }
}
