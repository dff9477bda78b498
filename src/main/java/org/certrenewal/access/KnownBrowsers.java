package org.certrenewal.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.vault.Vault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.util.WebUtils;

/**
 * Knows a browser again, by a cookie that nobody else can make: so that one among thousands behind the same address of
 * a mobile carrier has tries of its own, and an owner still logs in while others try passwords for the account. The
 * cookie opens nothing. It holds a random number and, for each account that has logged in there within half a year, a
 * keyed digest; it names nobody, and nothing of it is stored here.
 */
@Component
final class KnownBrowsers {

    static final String COOKIE = "RENEWAL-BROWSER";

    /** A shared computer has several people's accounts; more are forgotten, the oldest first. */
    private static final int MOST_ACCOUNTS = 5;

    private static final Duration LIFE = Duration.ofDays(180);
    private static final int DIGEST = 32;
    private static final int DAY = 4;
    private static final Pattern FORM =
            Pattern.compile("[\\w-]{22}\\.[0-9a-f]{32}(\\.[0-9a-f]{36}){0," + MOST_ACCOUNTS + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Vault vault;
    private final InstantSource time;

    @Autowired
    KnownBrowsers(Vault vault) {
        this(vault, InstantSource.system());
    }

    KnownBrowsers(Vault vault, InstantSource time) {
        this.vault = vault;
        this.time = time;
    }

    /**
     * Holds what a genuine cookie says.
     *
     * @param accounts for each account the day of its log-in and a digest of both
     */
    record Browser(String id, List<String> accounts) {}

    /** Returns the browser that a request comes from, if it brings a genuine cookie. */
    Optional<Browser> of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || !FORM.matcher(cookie.getValue()).matches()) {
            return Optional.empty();
        }
        List<String> parts = Arrays.asList(StringUtils.delimitedListToStringArray(cookie.getValue(), "."));
        return same(parts.get(1), digest("browser", parts.get(0)))
                ? Optional.of(new Browser(parts.get(0), List.copyOf(parts.subList(2, parts.size()))))
                : Optional.empty();
    }

    /** Tells whether an account has logged in with a browser lately. */
    boolean isKnownTo(Browser browser, String account) {
        return browser.accounts().stream().anyMatch(mark -> isOf(mark, browser, account));
    }

    /** Makes the browser known, as yet for nobody's account. */
    Browser introduce(HttpServletRequest request, HttpServletResponse response) {
        Browser browser = unknown();
        send(browser, request, response);
        return browser;
    }

    /** Returns a browser that nobody has seen yet. */
    static Browser unknown() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new Browser(Base64.getUrlEncoder().withoutPadding().encodeToString(id), List.of());
    }

    /** Makes the browser known for an account that has just logged in with it. */
    void remember(String account, HttpServletRequest request, HttpServletResponse response) {
        Browser browser = of(request).orElseGet(KnownBrowsers::unknown);
        List<String> accounts = new ArrayList<>();
        accounts.add(mark(browser.id(), account, today()));
        browser.accounts().stream()
                .filter(mark -> !isOf(mark, browser, account))
                .limit(MOST_ACCOUNTS - 1L)
                .forEach(accounts::add);
        send(new Browser(browser.id(), accounts), request, response);
    }

    private boolean isOf(String mark, Browser browser, String account) {
        long day = Long.parseLong(mark.substring(0, DAY), 16);
        long age = today() - day;
        return age >= 0 && age <= LIFE.toDays() && same(mark, mark(browser.id(), account, day));
    }

    private String mark(String id, String account, long day) {
        return "%04x".formatted(day) + digest("browser-account", id + " " + day + " " + account);
    }

    private long today() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time.millis()), ZoneOffset.UTC)
                .toEpochDay();
    }

    private String digest(String purpose, String value) {
        return vault.index(purpose, value).substring(0, DIGEST);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes a browser known by its cookie. */
    void send(Browser browser, HttpServletRequest request, HttpServletResponse response) {
        List<String> parts = new ArrayList<>(List.of(browser.id(), digest("browser", browser.id())));
        parts.addAll(browser.accounts());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, String.join(".", parts))
                        .path("/")
                        .maxAge(LIFE)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
