package dev.lodestar.report.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.report.artifact.BundleDraft;
import dev.lodestar.report.figure.domain.Figure;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;

/** Writes a figure in its three forms: picture, page, Plotly figure. */
@ApplicationScoped
public class FigureFiles {
    private final ObjectMapper json;
    private final PageAssets assets;

    /** The page of one figure; texts are escaped, assets are not. */
    record FigurePage(Drawing drawing, PageAssets assets) implements TemplateInstance {}

    FigureFiles(ObjectMapper json, PageAssets assets) {
        this.json = json;
        this.assets = assets;
    }

    /** Writes {@code figures/<name>.png}. */
    public void writePicture(Figure figure, BundleDraft draft) throws IOException {
        draft.file("figures/" + figure.name() + ".png", out -> {
            PngFigure.write(figure, out);
            return null;
        });
    }

    /** Writes {@code figures/<name>.html}, which needs nothing beside itself. */
    public void writePage(Figure figure, BundleDraft draft) throws IOException {
        draft.text("figures/" + figure.name() + ".html", new FigurePage(drawing(figure), assets).render());
    }

    /** Writes {@code figures/<name>.plotly.json}. */
    public void writePlotly(Figure figure, BundleDraft draft) throws IOException {
        draft.text("figures/" + figure.name() + ".plotly.json", text(PlotlyFigure.of(figure)) + "\n");
    }

    /** The figure with everything a page needs to show it. */
    public Drawing drawing(Figure figure) {
        Map<String, Object> option = EChartsOption.of(figure);
        return new Drawing(figure, option.isEmpty() ? "" : inScript(text(option)), DataTable.of(figure.chart()));
    }

    /** JSON inside a script element must not be able to end it. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private String text(Map<String, Object> value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a figure cannot be written as JSON", e);
        }
    }
}
