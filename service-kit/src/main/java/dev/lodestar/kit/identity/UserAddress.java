package dev.lodestar.kit.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where an address holds a person's clear id, and the address without it. Errs on the side of leaving out: what is misspelt or encoded is left out too. */
public final class UserAddress {
    private static final String NAME = "user_id";
    private static final String PLACE = "{" + NAME + "}";
    private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]");
    private static final Pattern USER = Pattern.compile("(?i)users[^a-z0-9?#]+(?!export(?:[?#]|$))[^?#]+");

    private UserAddress() {}

    /** Whether a parameter of this decoded name is meant to carry a clear id: {@code user_id}, {@code userId}, {@code USER-ID[]}. */
    public static boolean isParameter(String name) {
        return NO_LETTER.matcher(name).replaceAll("").toLowerCase(Locale.ROOT).equals("userid");
    }

    /** A path or a whole address, with {@code {user_id}} in place of ids in its path and in its query. */
    public static String without(String address) {
        int query = address.indexOf('?');
        return query < 0
                ? path(address)
                : path(address.substring(0, query)) + '?' + withoutInQuery(address.substring(query + 1));
    }

    /** A query with {@code {user_id}} in place of ids. */
    public static String withoutInQuery(String query) {
        return Arrays.stream(query.split("&", -1)).map(UserAddress::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        int value = parameter.indexOf('=');
        String name = value < 0 ? parameter : parameter.substring(0, value);
        return isParameter(decoded(name)) ? name + '=' + PLACE : parameter;
    }

    private static String path(String path) {
        String decoded = decoded(path);
        Matcher user = USER.matcher(decoded);
        if (!user.find()) {
            return path;
        }
        return decoded.substring(0, user.start()) + "users/" + PLACE + (decoded.endsWith("/export") ? "/export" : "");
    }

    /** Decoded until nothing changes any more; as it is where it cannot be decoded. */
    private static String decoded(String text) {
        String decoded = text;
        try {
            String before;
            do {
                before = decoded;
                decoded = URLDecoder.decode(before.replace("+", "%2B"), StandardCharsets.UTF_8);
            } while (!decoded.equals(before));
        } catch (IllegalArgumentException malformed) {
            return decoded;
        }
        return decoded;
    }
}
