package dev.lodestar.report.notebook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.artifact.BundleDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes analysis.ipynb, nbformat 4.5. The cells are a Python script in the class path whose {@code # %%} lines part them, so that it can be read, run and checked as a script
 * too; names from the data never enter the code.
 */
public final class Notebook {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SCRIPT = "/lodestar/report/analysis.py";
    private static final String MARKDOWN = "# %% [markdown]\n";
    private static final String CODE = "# %%\n";

    private Notebook() {}

    /** Writes the notebook, with the run's id in its metadata. */
    public static void write(Evidence evidence, BundleDraft draft) throws IOException {
        ObjectNode notebook = MAPPER.createObjectNode();
        ArrayNode cells = notebook.putArray("cells");
        List<String> parts = List.of(script().split("(?m)^(?=# %%)"));
        for (int i = 0; i < parts.size(); i++) {
            cells.add(cell(parts.get(i), i));
        }
        ObjectNode metadata = notebook.putObject("metadata");
        metadata.putObject("kernelspec")
                .put("name", "python3")
                .put("display_name", "Python 3")
                .put("language", "python");
        metadata.putObject("language_info").put("name", "python");
        metadata.putObject("lodestar").put("run_id", evidence.run().runId());
        notebook.put("nbformat", 4).put("nbformat_minor", 5);
        draft.text("analysis.ipynb", MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(notebook) + "\n");
    }

    private static ObjectNode cell(String part, int position) {
        boolean markdown = part.startsWith(MARKDOWN);
        ObjectNode cell = MAPPER.createObjectNode();
        cell.put("cell_type", markdown ? "markdown" : "code").put("id", "cell-" + position);
        cell.putObject("metadata");
        if (!markdown) {
            cell.putNull("execution_count").putArray("outputs");
        }
        String body = part.substring((markdown ? MARKDOWN : CODE).length()).strip();
        String source = markdown ? body.replaceAll("(?m)^# ?", "") : body;
        ArrayNode lines = cell.putArray("source");
        List<String> all = source.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            lines.add(i < all.size() - 1 ? all.get(i) + "\n" : all.get(i));
        }
        return cell;
    }

    private static String script() throws IOException {
        try (InputStream in = Notebook.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
