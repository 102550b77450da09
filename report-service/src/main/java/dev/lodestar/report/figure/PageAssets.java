package dev.lodestar.report.figure;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Scripts and styles that pages carry inside themselves, so that they open from disk and without a network. */
@Singleton
public class PageAssets {
    private final String echarts;
    private final String script;
    private final String style;

    PageAssets(@ConfigProperty(name = "lodestar.report.echarts") String echartsResource) {
        this.echarts = text(echartsResource);
        this.script = text("/lodestar/report/figures.js");
        this.style = text("/lodestar/report/page.css");
    }

    /** The chart library, minified. */
    public String echarts() {
        return echarts;
    }

    /** What draws the figures of a page. */
    public String script() {
        return script;
    }

    public String style() {
        return style;
    }

    private static String text(String resource) {
        try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
