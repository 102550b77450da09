package dev.lodestar.report.artifact;

/** Media types by file name extension. */
final class MediaTypes {
    private MediaTypes() {}

    static String of(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> "text/csv; charset=utf-8";
            case "json" -> "application/json";
            case "sql" -> "application/sql; charset=utf-8";
            case "html" -> "text/html; charset=utf-8";
            case "png" -> "image/png";
            case "txt" -> "text/plain; charset=utf-8";
            case "ipynb" -> "application/x-ipynb+json";
            default -> "application/octet-stream";
        };
    }
}
