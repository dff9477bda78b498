package org.certrenewal.access.machines;

import java.util.List;
import java.util.Set;
import org.certrenewal.access.machines.MachineSettings.Client;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Knows what is configured for clients. */
@Component
public class Machines {

    private final MachineSettings settings;

    Machines(MachineSettings settings) {
        this.settings = settings;
    }

    /** Returns the client of a request. */
    public Machine of(Authentication token) {
        return withId(token.getName());
    }

    /** Returns a client by its id. */
    public Machine withId(String id) {
        return new Machine(id, settings.client(id).map(Client::offices).orElse(List.of()));
    }

    /** Tells whether anybody can ask at all. */
    public boolean areWelcome() {
        return settings.isOn();
    }

    /** Returns the offices whose cases a client may be told of; empty for all. */
    public Set<String> officesOf(String id) {
        return withId(id).offices();
    }
}
