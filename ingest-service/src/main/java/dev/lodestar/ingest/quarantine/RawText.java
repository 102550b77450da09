package dev.lodestar.ingest.quarantine;

/** Looks for words in bytes that nobody could read. */
final class RawText {
    private RawText() {}

    /** Whether the word stands somewhere by itself: without a letter, digit or underscore of ASCII, or a byte beyond it, right before or after. */
    static boolean hasWord(byte[] text, byte[] word) {
        for (int start = 0; start + word.length <= text.length; start++) {
            if (standsAt(text, word, start)
                    && (start == 0 || !continues(text[start - 1]))
                    && (start + word.length == text.length || !continues(text[start + word.length]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAt(byte[] text, byte[] word, int start) {
        for (int i = 0; i < word.length; i++) {
            if (text[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean continues(byte character) {
        return character < 0 || character == '_' || Character.isLetterOrDigit(character);
    }
}
