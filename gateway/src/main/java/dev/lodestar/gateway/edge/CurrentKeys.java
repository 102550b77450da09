package dev.lodestar.gateway.edge;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** The certificate in force, which may change between two handshakes; one that began with the one before ends with it. Safe for use by many threads. */
final class CurrentKeys extends X509ExtendedKeyManager {
    private static final String[] KEY_TYPES = {"EC", "RSA", "EdDSA"};

    private volatile Generation current;
    private volatile @Nullable Generation before;

    /** A number that begins each name of a key, so that a handshake's questions are answered by one and the same. */
    private record Generation(String number, X509KeyManager keys) {
        @Nullable
        String named(@Nullable String alias) {
            return alias == null ? null : number + ":" + alias;
        }
    }

    CurrentKeys(X509KeyManager keys) {
        current = new Generation("0", keys);
    }

    /**
     * Takes up new keys; does nothing when their certificates are those in force.
     *
     * @return whether they were new
     * @throws GeneralSecurityException when a key does not fit its certificate: those in force stay
     */
    synchronized boolean renew(X509KeyManager keys) throws GeneralSecurityException {
        boolean found = false;
        boolean changed = false;
        for (String type : KEY_TYPES) {
            String alias = keys.chooseServerAlias(type, null, null);
            if (alias != null) {
                found = true;
                X509Certificate[] chain = keys.getCertificateChain(alias);
                checkPair(chain[0], keys.getPrivateKey(alias));
                changed |= !Arrays.equals(chain, inForce(type));
            }
        }
        if (!found) {
            throw new GeneralSecurityException("no key for a server");
        }
        if (changed) {
            Generation replaced = current;
            before = replaced;
            current = new Generation(Integer.toString(Integer.parseInt(replaced.number()) + 1), keys);
        }
        return changed;
    }

    private X509Certificate @Nullable [] inForce(String type) {
        X509KeyManager keys = current.keys();
        String alias = keys.chooseServerAlias(type, null, null);
        return alias == null ? null : keys.getCertificateChain(alias);
    }

    private static void checkPair(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] text = certificate.getSerialNumber().toByteArray();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not fit the certificate");
        }
    }

    private @Nullable Generation of(@Nullable String name) {
        Generation now = current;
        Generation earlier = before;
        if (name == null || name.startsWith(now.number() + ":")) {
            return now;
        }
        return earlier != null && name.startsWith(earlier.number() + ":") ? earlier : null;
    }

    private static String alias(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        Generation now = current;
        return now.named(now.keys().chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String name) {
        Generation generation = of(name);
        return generation == null ? null : generation.keys().getCertificateChain(alias(name));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String name) {
        Generation generation = of(name);
        return generation == null ? null : generation.keys().getPrivateKey(alias(name));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        Generation now = current;
        String[] aliases = now.keys().getServerAliases(keyType, issuers);
        return aliases == null ? null : Arrays.stream(aliases).map(now::named).toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
