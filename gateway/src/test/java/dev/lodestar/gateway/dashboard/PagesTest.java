package dev.lodestar.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the dashboard's pages and scripts are written with: names of events are data of strangers, and nothing here turns a text into markup or code. */
class PagesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/META-INF/resources");

    private static final Pattern MARKUP_FROM_TEXT = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\\.write|createContextualFragment|DOMParser|srcdoc"
                    + "|\\beval\\s*\\(|new\\s+Function\\b|javascript:|setTimeout\\s*\\(\\s*['\"`]");

    private static final Pattern CODE_IN_A_PAGE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)|\\son[a-z]+\\s*=|\\sstyle\\s*=|<style|javascript:", Pattern.CASE_INSENSITIVE);

    @Test
    void no_script_makes_markup_or_code_of_a_text() throws IOException {
        List<Path> scripts = files(".js");

        assertThat(scripts).hasSizeGreaterThan(10);
        for (Path script : scripts) {
            assertThat(Files.readString(script)).as(script.toString()).doesNotContainPattern(MARKUP_FROM_TEXT);
        }
    }

    @Test
    void no_page_holds_code_or_style_of_its_own() throws IOException {
        List<Path> pages = files(".html");

        assertThat(pages).hasSizeGreaterThan(2);
        for (Path page : pages) {
            assertThat(Files.readString(page)).as(page.toString()).doesNotContainPattern(CODE_IN_A_PAGE);
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> found = Files.walk(RESOURCES)) {
            return found.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
