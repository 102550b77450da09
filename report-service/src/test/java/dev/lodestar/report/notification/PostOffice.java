package dev.lodestar.report.notification;

import dev.lodestar.testkit.secured.TestCertificate;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server. Says 550 to recipients called {@code gone}, 451 to those called {@code later}, and 554 to a mail to {@code filtered}. */
final class PostOffice implements AutoCloseable {
    static final String USER = "lodestar";
    static final String PASSWORD = "a password of the test";

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    /** How connections to it are secured. */
    enum Security {
        STARTTLS,
        IMPLICIT,
        NONE
    }

    /** A mail that it took. */
    record Mail(String from, List<String> to, String source) {
        @Nullable
        String header(String name) throws MessagingException {
            return parsed().getHeader(name, null);
        }

        String subject() throws MessagingException {
            return parsed().getSubject();
        }

        /** The parts in their order: type, then what is in it. */
        List<String> parts() throws MessagingException, IOException {
            List<String> parts = new ArrayList<>();
            Multipart alternatives = (Multipart) parsed().getContent();
            parts.add(alternatives.getContentType().replaceAll(";(.|\n)*", ""));
            for (int i = 0; i < alternatives.getCount(); i++) {
                BodyPart part = alternatives.getBodyPart(i);
                parts.add(part.getContentType().replaceAll(";.*", ""));
                parts.add(part.getContent().toString().replace("\r\n", "\n"));
            }
            return parts;
        }

        private MimeMessage parsed() throws MessagingException {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
        }
    }

    PostOffice(TestCertificate certificate, Security security) {
        this(certificate, security, mail -> {});
    }

    PostOffice(TestCertificate certificate, Security security, Consumer<Mail> heard) {
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("post.invalid")
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Taking(context, mail -> {
                    mails.add(mail);
                    heard.accept(mail);
                }));
        try {
            switch (security) {
                case STARTTLS ->
                    builder.enableTLS()
                            .requireTLS()
                            .startTlsSocketFactory(Receiver.context(certificate))
                            .requireAuth()
                            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(PostOffice::login));
                case IMPLICIT -> builder.serverSocketFactory(Receiver.context(certificate));
                case NONE -> {}
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server = builder.build();
        server.start();
    }

    private static void login(String user, String password, MessageContext context) throws LoginFailedException {
        if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Mail> mails() {
        return mails;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Taking implements MessageHandler {
        private final Consumer<Mail> taken;
        private final List<String> to = new ArrayList<>();
        private String from = "";

        Taking(MessageContext context, Consumer<Mail> taken) {
            this.taken = taken;
        }

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (recipient.startsWith("gone@")) {
                throw new RejectException(550, "5.1.1 there is no <" + recipient + ">");
            }
            if (recipient.startsWith("later@")) {
                throw new RejectException(451, "4.7.1 greylisted <" + recipient + ">");
            }
            to.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            String source = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            if (to.stream().anyMatch(recipient -> recipient.startsWith("filtered@"))) {
                throw new RejectException(554, "this looks like <" + to.getFirst() + ">");
            }
            taken.accept(new Mail(from, List.copyOf(to), source));
            return null;
        }

        @Override
        public void done() {}
    }
}
