package dev.lodestar.testkit.devstack;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Tokens as the identity provider issues them, signed with a key that lives as long as the test process. The key pair is kept in the system
 * properties, as text, because test resources and tests may live in different class loaders and others read all properties as texts.
 */
public final class Tokens {
    private static final String ISSUER = "https://issuer.test/realms/lodestar";
    private static final String AUDIENCE = "lodestar";
    private static final String PRIVATE_KEY = "lodestar.test.private-key";
    private static final String PUBLIC_KEY = "lodestar.test.public-key";

    private Tokens() {}

    /** A valid token of a user with the given realm roles, composite roles already expanded. */
    public static String of(String user, String... roles) {
        return of(user, Map.of(), roles);
    }

    private static String of(String user, Map<String, ?> claims, String... roles) {
        JwtClaimsBuilder token = Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("preferred_username", user)
                .claim("azp", "lodestar-test")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .expiresIn(Duration.ofMinutes(30));
        claims.forEach(token::claim);
        return token.sign(privateKey());
    }

    /** The value of an Authorization header with {@link #of}. */
    public static String bearer(String user, String... roles) {
        return "Bearer " + of(user, roles);
    }

    /** The value of an Authorization header with further claims. */
    public static String bearer(String user, Map<String, ?> claims, String... roles) {
        return "Bearer " + of(user, claims, roles);
    }

    /** Configuration that makes a Quarkus application accept these tokens. */
    public static Map<String, String> settings() {
        String publicKey = property(PUBLIC_KEY);
        return Map.of(
                "lodestar.oidc.issuer", ISSUER,
                "quarkus.oidc.auth-server-url", "",
                "quarkus.oidc.public-key", publicKey,
                "quarkus.oidc.token.issuer", ISSUER);
    }

    private static PrivateKey privateKey() {
        try {
            byte[] encoded = Base64.getDecoder().decode(property(PRIVATE_KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the test key cannot be read", e);
        }
    }

    private static String property(String name) {
        Properties properties = System.getProperties();
        synchronized (properties) {
            if (properties.getProperty(PRIVATE_KEY) == null) {
                KeyPair keys = generate();
                Base64.Encoder text = Base64.getEncoder();
                properties.setProperty(
                        PRIVATE_KEY, text.encodeToString(keys.getPrivate().getEncoded()));
                properties.setProperty(
                        PUBLIC_KEY, text.encodeToString(keys.getPublic().getEncoded()));
            }
            return properties.getProperty(name);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no RSA", e);
        }
    }
}
