package dev.lodestar.report.figure.domain;

/**
 * A figure before it is drawn.
 *
 * @param name file name without extension, as the API promises it
 * @param subject what is shown, whatever the finding
 * @param title the finding, computed from the figures of this run
 * @param subtitle what was counted, over which users and time
 */
public record Figure(String name, String subject, String title, String subtitle, Chart chart) {
    static Figure unavailable(String name, String subject, String reason) {
        return new Figure(
                name,
                subject,
                subject + ": not measurable",
                "No figure is shown because " + reason + ".",
                new Chart.Unavailable(reason));
    }
}
