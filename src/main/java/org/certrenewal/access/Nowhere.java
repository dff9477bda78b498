package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/**
 * Says to a person "not found" where an address leads nobody anywhere, and "not yours" only where it leads others
 * somewhere. Programs are refused in one way.
 */
@Component
class Nowhere implements AccessDeniedHandler {

    private final Door door;

    Nowhere(Door door) {
        this.door = door;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        boolean nowhere = Navigation.isByPerson(request) && !door.leadsAnybody(request);
        response.sendError((nowhere ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN).value());
    }
}
