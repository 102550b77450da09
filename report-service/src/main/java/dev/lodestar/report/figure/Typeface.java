package dev.lodestar.report.figure;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A font that is drawn as outlines. The JDK's own text needs fontconfig and installed fonts, which a server often lacks; this needs a file of the class path only
 * and looks the same everywhere. Latin, Greek and Cyrillic are covered; any other character is drawn as the font's empty box.
 */
final class Typeface {
    static final Typeface REGULAR = load("/lodestar/report/fonts/Roboto-Regular.ttf");
    static final Typeface BOLD = load("/lodestar/report/fonts/Roboto-Bold.ttf");

    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();
    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final double unitsPerEm;

    private record Glyph(GeneralPath outline, double advance) {}

    private Typeface(TrueTypeFont font) throws IOException {
        this.font = font;
        this.characters = font.getUnicodeCmapLookup();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    private static Typeface load(String resource) {
        try (InputStream file = Typeface.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new Typeface(new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Width of the text in pixels at that size. */
    double width(String text, double size) {
        return text.codePoints().mapToDouble(point -> glyph(point).advance()).sum() * size / unitsPerEm;
    }

    /** Outline of the text with its base line starting at (x, y). */
    Path2D outline(String text, double size, double x, double y) {
        Path2D outline = new Path2D.Double();
        double scale = size / unitsPerEm;
        double pen = x;
        for (int point : text.codePoints().toArray()) {
            Glyph glyph = glyph(point);
            AffineTransform place = AffineTransform.getTranslateInstance(pen, y);
            place.scale(scale, -scale);
            outline.append(glyph.outline().getPathIterator(place), false);
            pen += glyph.advance() * scale;
        }
        return outline;
    }

    private Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, this::read);
    }

    /** The parser moves a cursor through the file, hence one reader at a time. */
    private synchronized Glyph read(int codePoint) {
        try {
            int id = characters.getGlyphId(codePoint);
            GlyphData data = font.getGlyph().getGlyph(id);
            return new Glyph(data == null ? new GeneralPath() : data.getPath(), font.getAdvanceWidth(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
