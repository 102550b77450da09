package dev.lodestar.engine.timeline;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which texts of the dictionaries a view still needs. The others keep their places, so that codes stay what they are, but not their letters: a text of a user who was
 * erased must not outlive the user.
 */
final class UsedTexts {
    /** No text of the data begins with it: a character that cannot be stored is refused where rows come in. */
    private static final String FORGOTTEN = "\0";

    private final BitSet[] attributes;
    private final BitSet[] properties;

    private UsedTexts(BitSet[] attributes, BitSet[] properties) {
        this.attributes = attributes;
        this.properties = properties;
    }

    static UsedTexts of(TimelineView view) {
        BitSet[] attributes = sets(view.attributes().names().size());
        BitSet[] properties = sets(view.plan().properties().size());
        for (UserBlock block : view.blocks()) {
            PackedColumn[] columns = block.users.attributes();
            for (int attribute = 0; attribute < columns.length; attribute++) {
                mark(columns[attribute], attributes[attribute]);
            }
            for (int property = 0; property < properties.length; property++) {
                if (view.plan().properties().get(property).kind() == PropertyKind.TEXT) {
                    mark(block.events.properties().get(property).values, properties[property]);
                }
            }
        }
        return new UsedTexts(attributes, properties);
    }

    private static void mark(PackedColumn codes, BitSet used) {
        for (int row = 0; row < codes.size; row++) {
            used.set((int) codes.get(row));
        }
    }

    private static BitSet[] sets(int count) {
        return Stream.generate(BitSet::new).limit(count).toArray(BitSet[]::new);
    }

    /** The values of an attribute by code; the first stands for absence. */
    List<String> ofAttribute(int attribute, List<String> values) {
        return kept(values, attributes[attribute]);
    }

    /** The texts of a property by code. */
    List<String> ofProperty(int property, List<String> texts) {
        return kept(texts, properties[property]);
    }

    private static List<String> kept(List<String> texts, BitSet used) {
        return IntStream.range(0, texts.size())
                .mapToObj(code -> used.get(code) || texts.get(code).isEmpty() ? texts.get(code) : FORGOTTEN + code)
                .toList();
    }
}
