package org.certrenewal.access.refusal;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;

/**
 * Tells a person who follows a link, and reads a page, from a program that asks for data. The addresses of {@code /api}
 * and of the web applications' REST belong to programs, but some of them are links too: a letter, a certificate, a file
 * to download. A browser says what it is up to by {@code Sec-Fetch-Dest: document} (Fetch Metadata Request Headers,
 * §2.1); {@code Accept} says nothing, programs send what browsers send.
 */
public final class Navigation {

    private static final String DESTINATION = "Sec-Fetch-Dest";
    private static final String DOCUMENT = "document";

    private Navigation() {}

    /** Says whether the answer is read by a program; also after a request was handed on to the error page. */
    public static boolean isForPrograms(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String address = failed == null ? request.getRequestURI() : failed.toString();
        String path = address.substring(request.getContextPath().length());
        return path.startsWith("/api/v1/")
                || (path.startsWith("/api/") || path.startsWith("/camunda/api/")) && !isByPerson(request);
    }

    /** Says whether a person's browser opens an address as a page of its own. */
    public static boolean isByPerson(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod()) && DOCUMENT.equals(request.getHeader(DESTINATION));
    }
}
