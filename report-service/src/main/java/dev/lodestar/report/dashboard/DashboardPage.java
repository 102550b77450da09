package dev.lodestar.report.dashboard;

import dev.lodestar.report.answer.domain.Evidence;
import dev.lodestar.report.artifact.BundleDraft;
import dev.lodestar.report.figure.Drawing;
import dev.lodestar.report.figure.FigureFiles;
import dev.lodestar.report.figure.PageAssets;
import dev.lodestar.report.figure.domain.Figure;
import dev.lodestar.report.narrative.domain.Narrative;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Writes executive_dashboard.html. */
@ApplicationScoped
public class DashboardPage {
    private final FigureFiles figureFiles;
    private final PageAssets assets;

    /** The page; texts are escaped, assets are not. */
    record ExecutiveDashboard(
            Narrative narrative, boolean partial, List<Tile> tiles, List<Drawing> drawings, PageAssets assets)
            implements TemplateInstance {}

    DashboardPage(FigureFiles figureFiles, PageAssets assets) {
        this.figureFiles = figureFiles;
        this.assets = assets;
    }

    /** Writes the page into the bundle. */
    public void write(Evidence evidence, List<Figure> figures, Narrative narrative, BundleDraft draft)
            throws IOException {
        List<Drawing> drawings = figures.stream().map(figureFiles::drawing).toList();
        boolean partial = !evidence.missing().isEmpty();
        draft.text(
                "executive_dashboard.html",
                new ExecutiveDashboard(narrative, partial, Tile.of(evidence), drawings, assets).render());
    }
}
