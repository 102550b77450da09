package dev.lodestar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query of which only the words that dialects disagree on are left open: <code>${name}</code> stands for a parameter,
 * {@code @form(argument, …)} for a form of {@link SqlGrammar}, a name in double quotes for a name that may be reserved. Parsed once;
 * what is put in is never parsed, so that a value is never read as SQL or as a placeholder.
 */
final class SqlTemplate {
    private sealed interface Part {}

    private record Verbatim(String text) implements Part {}

    private record Parameter(String name) implements Part {}

    private record Quoted(String name) implements Part {}

    private record Form(String name, List<List<Part>> arguments) implements Part {}

    private final List<Part> parts;

    private SqlTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** @throws IllegalArgumentException where a form is not closed */
    static SqlTemplate parse(String text) {
        Reader reader = new Reader(text);
        return new SqlTemplate(reader.parts(false));
    }

    /**
     * The text in a dialect.
     *
     * @param literals every parameter as a literal of the dialect
     * @throws IllegalStateException where the template names a parameter or a form that does not exist
     */
    String render(SqlGrammar grammar, Map<String, String> literals) {
        return render(parts, grammar, literals);
    }

    private static String render(List<Part> parts, SqlGrammar grammar, Map<String, String> literals) {
        return parts.stream()
                .map(part -> switch (part) {
                    case Verbatim(String text) -> text;
                    case Quoted(String name) -> grammar.quoted(name);
                    case Parameter(String name) -> literal(literals, name);
                    case Form(String name, List<List<Part>> arguments) ->
                        SqlForms.of(
                                grammar,
                                name,
                                arguments.stream()
                                        .map(argument -> render(argument, grammar, literals)
                                                .strip())
                                        .toList());
                })
                .collect(Collectors.joining());
    }

    private static String literal(Map<String, String> literals, String parameter) {
        String literal = literals.get(parameter);
        if (literal == null) {
            throw new IllegalStateException("a template names the parameter " + parameter + ", which does not exist");
        }
        return literal;
    }

    /** Reads a template from left to right. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        /** The parts up to the end, or up to the comma or bracket that ends an argument. */
        List<Part> parts(boolean ofArgument) {
            List<Part> parts = new ArrayList<>();
            StringBuilder verbatim = new StringBuilder();
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (ofArgument && depth == 0 && (c == ',' || c == ')')) {
                    break;
                }
                Part special = special(c);
                if (special == null) {
                    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                    verbatim.append(c);
                    at++;
                } else {
                    flush(verbatim, parts);
                    parts.add(special);
                }
            }
            flush(verbatim, parts);
            return List.copyOf(parts);
        }

        private @Nullable Part special(char c) {
            return switch (c) {
                case '$' -> new Parameter(between("${", "}"));
                case '"' -> new Quoted(between("\"", "\""));
                case '@' -> form();
                default -> null;
            };
        }

        private String between(String opening, String closing) {
            int end = text.indexOf(closing, at + opening.length());
            if (!text.startsWith(opening, at) || end < 0) {
                throw new IllegalArgumentException("the template breaks off at " + at);
            }
            String name = text.substring(at + opening.length(), end);
            at = end + closing.length();
            return name;
        }

        private Form form() {
            String name = between("@", "(");
            List<List<Part>> arguments = new ArrayList<>();
            do {
                arguments.add(parts(true));
                if (at == text.length()) {
                    throw new IllegalArgumentException("the form " + name + " of the template is not closed");
                }
            } while (text.charAt(at++) == ',');
            return new Form(name, arguments.equals(List.of(List.of())) ? List.of() : List.copyOf(arguments));
        }

        private static void flush(StringBuilder verbatim, List<Part> parts) {
            if (!verbatim.isEmpty()) {
                parts.add(new Verbatim(verbatim.toString()));
                verbatim.setLength(0);
            }
        }
    }
}
