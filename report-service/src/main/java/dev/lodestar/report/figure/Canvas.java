package dev.lodestar.report.figure;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A white picture to draw on: shapes, lines and text, in pixels from the upper left. */
final class Canvas {
    static final int WIDTH = 1600;
    static final int HEIGHT = 900;
    static final Color TEXT = new Color(0x1C2430);
    static final Color MUTED = new Color(0x5B6675);
    static final Color GRID = new Color(0xE3E7ED);

    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = image.createGraphics();

    Canvas() {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
    }

    void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    void fill(Shape shape, Color colour, float opacity) {
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, opacity));
        fill(shape, colour);
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    void box(double x, double y, double width, double height, Color colour) {
        fill(new Rectangle2D.Double(x, y, width, height), colour);
    }

    void stroke(Shape shape, Color colour, double width, boolean dashed) {
        graphics.setColor(colour);
        float[] dashes = dashed ? new float[] {12, 8} : null;
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
        graphics.draw(shape);
    }

    void line(double x1, double y1, double x2, double y2, Color colour, double width) {
        stroke(new Line2D.Double(x1, y1, x2, y2), colour, width, false);
    }

    void text(String text, double x, double y, double size, Color colour) {
        text(text, x, y, size, colour, Anchor.START);
    }

    void text(String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(Typeface.REGULAR, text, place(Typeface.REGULAR, text, x, size, anchor), y, size, colour);
    }

    void bold(String text, double x, double y, double size, Color colour, Anchor anchor) {
        text(Typeface.BOLD, text, place(Typeface.BOLD, text, x, size, anchor), y, size, colour);
    }

    private static double place(Typeface face, String text, double x, double size, Anchor anchor) {
        return switch (anchor) {
            case START -> x;
            case MIDDLE -> x - face.width(text, size) / 2;
            case END -> x - face.width(text, size);
        };
    }

    private void text(Typeface face, String text, double x, double y, double size, Color colour) {
        fill(face.outline(text, size, x, y), colour);
    }

    /** The text in lines no wider than that; a single longer word stays whole. */
    static List<String> wrap(Typeface face, String text, double size, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && face.width(longer, size) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text, cut with an ellipsis where it is wider than that. */
    static String clip(String text, double size, double width) {
        if (Typeface.REGULAR.width(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && Typeface.REGULAR.width(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + "…";
    }

    void writePng(OutputStream out) throws IOException {
        graphics.dispose();
        ImageIO.write(image, "png", out);
    }
}
