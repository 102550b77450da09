package dev.lodestar.report.run;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads webhooks as their receivers do. */
final class Webhooks {
    private Webhooks() {}

    static String header(Map<String, Object> request, String name) {
        Map<?, ?> headers = (Map<?, ?>) Objects.requireNonNull(request.get("headers"));
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(String.valueOf(header.getKey())))
                .map(header -> String.valueOf(header.getValue()))
                .findFirst()
                .orElseThrow();
    }

    /** What the signature must be, computed apart from the service. */
    static String signature(Map<String, Object> request, String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = header(request, "webhook-id") + "." + header(request, "webhook-timestamp") + "."
                    + request.get("body");
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
