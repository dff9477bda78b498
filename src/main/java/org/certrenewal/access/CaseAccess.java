package org.certrenewal.access;

import java.util.List;
import org.certrenewal.casefile.CaseFile;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Says who may see a case: the applicant, and the people of the office that handles it; never an administrator. */
@Component
public class CaseAccess {

    private static final List<Role> OFFICE = List.of(Role.OFFICER, Role.SUPERVISOR, Role.CLERK);

    /** Tells whether somebody may see a case. */
    public boolean maySee(Authentication login, CaseFile file) {
        if (file.applicant().equals(login.getName())) {
            return true;
        }
        List<String> groups = WebappIdentity.groups(login);
        if (groups.contains(Role.ADMIN.group())) {
            return false;
        }
        return file.office()
                .filter(office -> OFFICE.stream().anyMatch(role -> groups.contains(role.group() + office)))
                .isPresent();
    }
}
