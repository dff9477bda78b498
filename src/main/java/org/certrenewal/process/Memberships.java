package org.certrenewal.process;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** Knows in which of the engine's groups somebody is now. */
@Component
public class Memberships {

    private final IdentityService identity;

    Memberships(IdentityService identity) {
        this.identity = identity;
    }

    /** Returns the ids of a user's groups; none for somebody whom nobody knows. */
    public List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }
}
