package dev.lodestar.testkit.secured;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A certificate that vouches for itself, good for 127.0.0.1 and for no name.
 *
 * @param certificate file with the certificate as PEM, also what a client has to trust
 * @param key file with the private key as PEM, readable by its owner only
 * @param keyStore the same as PKCS 12
 */
public record TestCertificate(Path certificate, Path key, Path keyStore) {
    /** Of each {@link #keyStore}. */
    public static final String PASSWORD = "a-password-for-tests";

    private static final String ALIAS = "server";

    /** Makes another one, in a new directory beside the certificate's file. */
    public static TestCertificate beside(Path certificate) {
        return in(Objects.requireNonNull(certificate.toAbsolutePath().getParent()));
    }

    /** Makes one with a key of its own, in a new directory below the given one. */
    public static TestCertificate in(Path directory) {
        try {
            Path own = Files.createDirectories(
                    directory.resolve("certificate-" + UUID.randomUUID().toString()));
            Path store = own.resolve("server.p12");
            keytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Path certificate = Files.writeString(
                    own.resolve("server.crt"),
                    pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            Path key = Files.createFile(
                    own.resolve("server.key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            return new TestCertificate(certificate, key, store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /** The JDK has no public interface to make a certificate, but a tool. */
    private static void keytool(Path store) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=Lodestar test " + UUID.randomUUID(),
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
