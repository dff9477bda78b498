package org.certrenewal.access.oidc;

import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.access.Role;
import org.certrenewal.access.StaffRules;
import org.certrenewal.access.account.LoginProvider;
import org.certrenewal.access.account.ProviderAccounts;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.People.Person;
import org.certrenewal.process.AsService;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the account of somebody who comes from a provider, or makes it. Subject and issuer are bound to one account for
 * good. An applicant is known by the identity number, through its keyed digest, never by the name; a number that
 * another account has opens neither. Office roles are given here by two, unless the provider gives them.
 */
@Component
class FirstLogins {

    private static final Logger log = LoggerFactory.getLogger(FirstLogins.class);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 15;

    private final ProviderAccounts accounts;
    private final People people;
    private final HolderKeys keys;
    private final IdentityService identity;
    private final StaffRules rules;
    private final AsService service;
    private final TransactionTemplate transaction;

    FirstLogins(
            ProviderAccounts accounts,
            People people,
            HolderKeys keys,
            IdentityService identity,
            StaffRules rules,
            AsService service,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.people = people;
        this.keys = keys;
        this.identity = identity;
        this.rules = rules;
        this.service = service;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Returns the account's id.
     *
     * @throws LoginRefused if the person isn't the account's, or has another
     */
    String account(String providerId, LoginProvider provider, String subjectKey, ClaimedPerson claimed) {
        try {
            return inOneGo(providerId, provider, subjectKey, claimed);
        } catch (DuplicateKeyException sameMoment) {
            // Somebody came twice at once; whoever was first is there now.
            return inOneGo(providerId, provider, subjectKey, claimed);
        }
    }

    private String inOneGo(String providerId, LoginProvider provider, String subjectKey, ClaimedPerson claimed) {
        return service.get(() -> transaction.execute(status -> {
            Optional<String> bound = accounts.withSubject(subjectKey);
            String user = bound.isPresent() ? known(bound.get(), claimed) : fresh(providerId, subjectKey, claimed);
            claimed.phone().ifPresent(phone -> keepPhone(user, phone));
            if (provider.roles().authoritative()) {
                give(user, providerId, claimed.groups());
            }
            return user;
        }));
    }

    private String known(String user, ClaimedPerson claimed) {
        if (claimed.number().isPresent()) {
            Person person = people.find(user)
                    .filter(it -> it.idNumber().equals(claimed.number().get()))
                    .orElseThrow(() -> new LoginRefused(LoginRefusal.OTHER_PERSON, user));
            if (!person.name().value().equals(claimed.name().value())) {
                people.put(new Person(user, claimed.name(), person.idNumber()));
                accounts.changed(user, "name");
            }
            return user;
        }
        User account = identity.createUserQuery().userId(user).singleResult();
        if (!claimed.name().value().equals(account.getLastName())) {
            account.setLastName(claimed.name().value());
            identity.saveUser(account);
        }
        return user;
    }

    private String fresh(String providerId, String subjectKey, ClaimedPerson claimed) {
        Optional<Person> person = claimed.number().flatMap(people::withIdNumber);
        Optional<String> holder = person.map(Person::userId).filter(user -> count(user) > 0);
        if (holder.isPresent()) {
            throw new LoginRefused(LoginRefusal.TAKEN, holder.get());
        }
        // Whoever is known without an account, as from an import, keeps the id that the cases name.
        String user = person.map(Person::userId).orElseGet(this::unused);
        Optional<IdNumber> number = claimed.number();
        // First of all, so that only one of two who come at once gets any further.
        accounts.bind(subjectKey, user, providerId, number.map(keys::keyOf));
        User account = identity.newUser(user);
        // An applicant's name stands in no table of the engine.
        account.setLastName(
                number.isPresent() ? Role.APPLICANT.label() : claimed.name().value());
        account.setFirstName(number.isPresent() ? user : "");
        identity.saveUser(account);
        number.ifPresent(it -> {
            identity.createMembership(user, Role.APPLICANT.group());
            people.put(new Person(user, claimed.name(), it));
        });
        return user;
    }

    private void keepPhone(String user, String phone) {
        if (people.find(user).isPresent() && !people.phoneOf(user).equals(Optional.of(phone))) {
            people.putPhone(user, phone);
        }
    }

    private String unused() {
        for (; ; ) {
            StringBuilder id = new StringBuilder("u");
            RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(at -> id.append(LETTERS.charAt(at)));
            if (count(id.toString()) == 0) {
                return id.toString();
            }
        }
    }

    private long count(String user) {
        return identity.createUserQuery().userId(user).count();
    }

    /** Gives and takes the roles that a provider decides on, which is every role but the administrator's. */
    void roles(String user, String providerId, Set<String> wanted) {
        Set<String> present = new LinkedHashSet<>(rules.groupsOf(user));
        present.removeIf(group -> !isOfProvider(group));
        if (!present.equals(wanted)) {
            service.get(() -> transaction.execute(status -> {
                give(user, providerId, wanted);
                return null;
            }));
        }
    }

    /** What must go goes first: it may stand in the way of what is to come. */
    private void give(String user, String providerId, Set<String> wanted) {
        List<String> present = rules.groupsOf(user);
        for (String group : present) {
            if (isOfProvider(group) && !wanted.contains(group)) {
                identity.deleteMembership(user, group);
                accounts.role(providerId, "role-removed", user, group);
            }
        }
        for (String group : wanted) {
            if (present.contains(group)) {
                continue;
            }
            Optional<String> whyNot = isOfProvider(group) ? rules.whyNot(user, group) : Optional.of(group);
            if (whyNot.isPresent()) {
                log.warn("provider {} can't give {} the role {}", providerId, user, group);
                accounts.role(providerId, "role-refused", user, group);
                continue;
            }
            identity.createMembership(user, group);
            accounts.role(providerId, "role-granted", user, group);
        }
    }

    /** Tells whether a provider may decide on a role. */
    static boolean isOfProvider(String group) {
        return StaffRules.isOfOffice(group) || Role.ANALYST.isGivenBy(group);
    }
}
