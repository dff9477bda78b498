package org.certrenewal.access.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.certrenewal.vault.Vault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Keeps small things in the browser that it can neither read nor make. */
@Component
final class SealedCookies {

    /** Browsers keep no cookie beyond 4 KB, name and attributes included. */
    private static final int LONGEST = 3600;

    private final Vault vault;

    SealedCookies(Vault vault) {
        this.vault = vault;
    }

    /** Returns what a genuine cookie holds. */
    Optional<String> read(String name, HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name);
        if (cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cookie.getValue());
            return Optional.of(new String(vault.open("cookie/" + name, sealed), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | Vault.BrokenSeal notOurs) {
            return Optional.empty();
        }
    }

    /** Sends one; false if it would be too long. */
    boolean send(
            String name,
            String content,
            String path,
            Duration life,
            HttpServletRequest request,
            HttpServletResponse response) {
        byte[] sealed = vault.seal("cookie/" + name, content.getBytes(StandardCharsets.UTF_8));
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        if (value.length() > LONGEST) {
            return false;
        }
        add(name, value, path, life, request, response);
        return true;
    }

    /** Has the browser forget one. */
    void remove(String name, String path, HttpServletRequest request, HttpServletResponse response) {
        add(name, "", path, Duration.ZERO, request, response);
    }

    private static void add(
            String name,
            String value,
            String path,
            Duration life,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path(path)
                        .maxAge(life)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        // A provider sends people back from its own site.
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
