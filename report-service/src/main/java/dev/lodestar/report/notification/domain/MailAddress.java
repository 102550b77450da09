package dev.lodestar.report.notification.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a mail goes to: local part and domain in the plain form (dot-atoms of RFC 5322, names of letters, digits and hyphens). What the grammar has beside that,
 * such as quotes, comments, display names and addresses of IP, is refused: nobody needs it here, and line breaks and lists hide in it.
 *
 * @param domain in lower case
 */
public record MailAddress(String local, String domain) {
    private static final int LOCAL_LIMIT = 64;
    private static final int LENGTH_LIMIT = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+(?=.*[a-z])" + LABEL);

    public MailAddress {
        if (local.length() > LOCAL_LIMIT
                || local.length() + 1 + domain.length() > LENGTH_LIMIT
                || !LOCAL.matcher(local).matches()
                || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("not a mail address");
        }
    }

    /** The address; empty when it is none. */
    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || text.length() > LENGTH_LIMIT) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailAddress(
                    text.substring(0, at), text.substring(at + 1).toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it stands in a mail. */
    public String text() {
        return local + "@" + domain;
    }

    /** Nothing that names somebody. */
    @Override
    public String toString() {
        return "mail address at " + domain;
    }
}
