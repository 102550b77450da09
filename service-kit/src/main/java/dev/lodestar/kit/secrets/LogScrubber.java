package dev.lodestar.kit.secrets;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/** Takes tokens, passwords and addresses of people out of what is logged, whoever logs it. The last line of defence: Lodestar's own code logs none of them. */
@LoggingFilter(name = "secrets")
public final class LogScrubber implements Filter {
    private static final Pattern SECRET = Pattern.compile(
            "eyJ[\\w-]{8,}\\.[\\w-]+(\\.[\\w-]*)?" // a JSON web token
                    + "|(?i:(?<=bearer )[\\w.~+/=-]{8,})"
                    + "|(?i:(?<=(password|secret|token|assertion|api_key|client_secret)[=:])[^\\s,;&)\\]}\"']+)"
                    + "|(?<=://[^/\\s:@]{1,64}:)[^/\\s@]+(?=@)" // the password of an address
                    + "|[\\w.%+-]+@[\\w-]+(\\.[\\w-]+)*\\.[A-Za-z]{2,}"); // a mail address

    private static final String GONE = "[scrubbed]";

    @Override
    public boolean isLoggable(LogRecord record) {
        String text = record instanceof ExtLogRecord extended ? extended.getFormattedMessage() : record.getMessage();
        if (text != null) {
            String scrubbed = scrub(text);
            if (!scrubbed.equals(text)) {
                replace(record, scrubbed);
            }
        }
        return true;
    }

    /** The text without what must not be in a log. */
    static String scrub(String text) {
        return SECRET.matcher(text).replaceAll(GONE);
    }

    private static void replace(LogRecord record, String text) {
        if (record instanceof ExtLogRecord extended) {
            extended.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            record.setMessage(text);
        }
        record.setParameters(null);
    }
}
