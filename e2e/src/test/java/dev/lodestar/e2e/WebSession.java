package dev.lodestar.e2e;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows redirects, fills in the provider's login form. Like browsers it sends secure cookies to loopback. */
final class WebSession implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Where the session has come to. */
    record Page(URI address, int status, String body) {}

    Page open(URI address) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(address).GET(), address);
    }

    /** Sends the form of a page. */
    Page submit(Page page, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no form on " + page.address() + ": " + page.body());
        }
        URI action = page.address().resolve(form.group(1).replace("&amp;", "&"));
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(
                HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                action);
    }

    /** The names of the cookies that a page of an address would be sent, with what scripts and other sites may do with them. */
    Map<String, HttpCookie> cookies(URI address) {
        Map<String, HttpCookie> named = new TreeMap<>();
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> HttpCookie.domainMatches(cookie.getDomain(), address.getHost())
                        || cookie.getDomain().equals(address.getHost()))
                .forEach(cookie -> named.put(cookie.getName(), cookie));
        return named;
    }

    private Page follow(HttpRequest.Builder request, URI address) throws IOException, InterruptedException {
        HttpRequest.Builder next = request;
        URI at = address;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            String sent = cookies(at).values().stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            if (!sent.isEmpty()) {
                next.header("Cookie", sent);
            }
            HttpResponse<String> answer = client.send(next.build(), BodyHandlers.ofString());
            cookies.put(at, answer.headers().map());
            if (answer.statusCode() / 100 != 3) {
                return new Page(at, answer.statusCode(), answer.body());
            }
            at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
            next = HttpRequest.newBuilder(at).GET();
        }
        throw new AssertionError("too many redirects, at last to " + at);
    }

    @Override
    public void close() {
        client.close();
    }
}
