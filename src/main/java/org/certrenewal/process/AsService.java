package org.certrenewal.process;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Does work as the service itself, not as the person who is logged in. */
@Component
public class AsService {

    private final IdentityService identity;

    AsService(IdentityService identity) {
        this.identity = identity;
    }

    /** Does the work without anybody's identity, and gives the identity back afterwards. */
    public <T> T get(Supplier<T> work) {
        var person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (person != null) {
                identity.setAuthentication(person);
            }
        }
    }
}
