package org.certrenewal.access.machines;

import java.util.Optional;
import org.certrenewal.access.machines.MachineCalls.Call;

/** Tells which scope each call needs, for whoever describes them. */
public final class MachineScopes {

    private MachineScopes() {}

    /**
     * Returns the scope of a call; empty if any token opens it, or there is no such call.
     *
     * @param path with names in braces where something is put in
     */
    public static Optional<String> of(String method, String path) {
        String listed = path.replaceAll("\\{[^}]*}", "*");
        return new MachineCalls()
                .all().stream()
                        .filter(call ->
                                call.method().equals(method) && call.path().equals(listed))
                        .filter(Call::needsScope)
                        .map(Call::scope)
                        .findFirst();
    }
}
