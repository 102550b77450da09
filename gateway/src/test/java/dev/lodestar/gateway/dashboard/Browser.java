package dev.lodestar.gateway.dashboard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window, which loads a page, lets its scripts run, and says what has become of it.
 *
 * @param executable a Chromium
 */
record Browser(Path executable) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Milliseconds of the page's own clock, which stands still while an answer is awaited. */
    private static final int PAGE_MILLIS = 4_000;

    private static final int LIMIT_SECONDS = 90;

    /** That of the machine, where it has one. */
    static Optional<Browser> found() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    /** The page's document, as markup, after its scripts have run. */
    String show(URI page, Path scratch) throws IOException, InterruptedException {
        Path document = scratch.resolve("document.html");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--lang=en-US",
                        "--user-data-dir=" + scratch.resolve("profile").toAbsolutePath(),
                        "--virtual-time-budget=" + PAGE_MILLIS,
                        "--dump-dom",
                        page.toString())
                .redirectOutput(document.toFile())
                .redirectError(scratch.resolve("browser.log").toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The browser has not ended after " + LIMIT_SECONDS + " s");
            }
            return Files.readString(document);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
