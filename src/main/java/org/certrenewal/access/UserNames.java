package org.certrenewal.access;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.casefile.People;
import org.certrenewal.process.AsService;
import org.springframework.stereotype.Component;

/** Names users: an applicant by the real name, anybody else by the name that the engine knows. */
@Component
public class UserNames {

    private final IdentityService identity;
    private final People people;
    private final AsService service;

    UserNames(IdentityService identity, People people, AsService service) {
        this.identity = identity;
        this.people = people;
        this.service = service;
    }

    /** Returns a user's name. */
    public String of(String userId) {
        return people.find(userId).map(person -> person.name().value()).orElseGet(() -> engineName(userId));
    }

    private String engineName(String userId) {
        User user = service.get(() -> identity.createUserQuery().userId(userId).singleResult());
        return user == null || user.getLastName() == null ? userId : user.getLastName();
    }
}
