package dev.lodestar.report.figure;

import java.awt.Color;
import java.util.List;

/** The sequential scale of heatmaps: one hue, light to dark, so that it survives a grey print and every kind of colour vision. */
final class HeatScale {
    /** From 0 to the maximum, evenly spaced. */
    static final List<String> STOPS = List.of("#EAF3FA", "#B5D6EC", "#6FB0D9", "#2B85C0", "#005A94", "#003459");

    private HeatScale() {}

    /** Colour of a share of the maximum in [0,1], interpolated between the stops. */
    static Color at(double share) {
        double position = Math.clamp(share, 0, 1) * (STOPS.size() - 1);
        int below = (int) Math.min(Math.floor(position), STOPS.size() - 2);
        Color low = Color.decode(STOPS.get(below));
        Color high = Color.decode(STOPS.get(below + 1));
        double part = position - below;
        return new Color(
                mix(low.getRed(), high.getRed(), part),
                mix(low.getGreen(), high.getGreen(), part),
                mix(low.getBlue(), high.getBlue(), part));
    }

    private static int mix(int low, int high, double part) {
        return (int) Math.round(low + (high - low) * part);
    }
}
