package org.certrenewal.access;

import org.certrenewal.registry.reference.GroupId;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.server.ResponseStatusException;

/** Knows for which office a supervisor works. */
public final class SupervisorsOffice {

    private SupervisorsOffice() {}

    /**
     * Returns the code of the supervisor's office.
     *
     * @throws ResponseStatusException 403 for everybody else; the door lets nobody else to the supervisors' pages
     */
    public static String of(Authentication login) {
        return login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .flatMap(group -> GroupId.Desk.SUPERVISORS.officeOf(group).stream())
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
