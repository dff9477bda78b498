package org.certrenewal.access.account;

import java.util.Optional;

/**
 * Is asked before users, groups and memberships change, whichever way: Camunda's own pages and REST, our services,
 * code. It stands in the transaction of the change, so that what follows from one comes or goes with it, and refuses by
 * an exception. The person is who is logged in to the engine; nobody where the service works in its own name.
 */
public interface IdentityRules {

    void beforeJoining(String user, String group, Optional<String> person);

    void beforeLeaving(String user, String group, Optional<String> person);

    void beforeDeletion(String user, Optional<String> person);

    void beforeNewPassword(String user, Optional<String> person);

    void beforeNewGroup(String group, Optional<String> person);

    void refuseToDelete(String group);
}
