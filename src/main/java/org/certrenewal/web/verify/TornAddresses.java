package org.certrenewal.web.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/**
 * Leads to the certificate where the firewall refuses an address that somebody copied with a semicolon, a line's end or
 * a slash behind it; refuses everything else as before. What is led to passes the firewall by itself.
 */
@Component
class TornAddresses implements RequestRejectedHandler {

    private static final String PAGE = "/verify/";

    private final RequestRejectedHandler refusal = new HttpStatusRequestRejectedHandler();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException, jakarta.servlet.ServletException {
        String path = String.valueOf(request.getRequestURI());
        if (request.getMethod().equals("GET") && path.startsWith(PAGE)) {
            String id = VerificationIds.plain(decoded(path.substring(PAGE.length())));
            if (VerificationIds.isOne(id)) {
                response.sendRedirect(PAGE + id);
                return;
            }
        }
        refusal.handle(request, response, rejected);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return path;
        }
    }
}
