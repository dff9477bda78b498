package org.certrenewal.setup;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.CannotStart;
import org.certrenewal.access.Role;
import org.certrenewal.access.StaffRules;
import org.certrenewal.access.account.OwnPassword;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the first administrators, parts administration from decision, and brings a lost administrator back. */
@Component
class Administrators {

    private static final Logger log = LoggerFactory.getLogger(Administrators.class);

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without signs that look alike on paper. */
    private static final List<String> KINDS =
            List.of("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!#%*+-=?@");

    private static final int OF_EACH_KIND = 5;

    private final IdentityService identity;
    private final StaffRules rules;
    private final AuditTrail audit;
    private final FirstAdministrators first;
    private final OwnPassword passwords;
    private final boolean resetting;

    Administrators(
            IdentityService identity,
            StaffRules rules,
            AuditTrail audit,
            FirstAdministrators first,
            OwnPassword passwords,
            @Value("${renewal.admin.reset:}") String reset) {
        this.resetting = !reset.isBlank();
        this.identity = identity;
        this.rules = rules;
        this.audit = audit;
        this.first = first;
        this.passwords = passwords;
    }

    /**
     * Makes those of the settings where there are none yet; not where the command is about to make one, as in a
     * database that has lost them all.
     *
     * @throws CannotStart if the settings don't name two, or a password is weak
     */
    @Transactional
    public void makeFirst() {
        if (resetting || rules.administratorsBut("") > 0) {
            return;
        }
        for (FirstAdministrators.Account account : first.two()) {
            try {
                make(account.id(), account.password());
            } catch (ProcessEngineException weak) {
                throw FirstAdministrators.refused(account);
            }
        }
    }

    /** Ends the office roles of administrators, as older versions let them have both. */
    @Transactional
    public void part() {
        for (User admin :
                identity.createUserQuery().memberOfGroup(Role.ADMIN.group()).list()) {
            rules.groupsOf(admin.getId()).stream()
                    .filter(StaffRules::isOfOffice)
                    .forEach(group -> {
                        identity.deleteMembership(admin.getId(), group);
                        audit.append(
                                AuditTrail.ADMINISTRATION,
                                CaseEvent.SYSTEM,
                                "role-ended",
                                admin.getId() + " " + group,
                                null);
                        log.warn(
                                "administrator {} was in {}: administration and decision exclude one another",
                                admin.getId(),
                                group);
                    });
        }
    }

    /**
     * Makes somebody an administrator with a new password, by whoever rules the server.
     *
     * @param password null to have one made
     * @return the password
     * @throws IllegalArgumentException in Chinese, if it can't be
     */
    @Transactional
    public String reset(String id, String password) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("账号只能用字母、数字和“.”“_”“-”，不超过64个字符");
        }
        if (rules.groupsOf(id).stream().anyMatch(StaffRules::isOfOffice)) {
            throw new IllegalArgumentException("系统管理与办案互斥：" + id + " 在机关任职，请换一个账号");
        }
        String secret = password == null || password.isBlank() ? oneTime() : password;
        try {
            make(id, secret);
        } catch (ProcessEngineException weak) {
            throw new IllegalArgumentException("密码太弱：至少10个字符，包含大写字母、小写字母、数字和符号，且不含账号", weak);
        }
        passwords.mustBeChanged(id);
        audit.append(AuditTrail.ADMINISTRATION, CaseEvent.SYSTEM, "admin-reset", id, null);
        return secret;
    }

    private void make(String id, String password) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user == null) {
            user = identity.newUser(id);
            user.setLastName(Role.ADMIN.label());
        }
        user.setPassword(password);
        identity.saveUser(user);
        identity.unlockUser(id);
        if (!rules.groupsOf(id).contains(Role.ADMIN.group())) {
            identity.createMembership(id, Role.ADMIN.group());
        }
    }

    /** Makes twenty signs, five of each kind that the engine's policy asks for. */
    private static String oneTime() {
        List<Character> signs = new ArrayList<>();
        for (String kind : KINDS) {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                signs.add(kind.charAt(RANDOM.nextInt(kind.length())));
            }
        }
        Collections.shuffle(signs, RANDOM);
        return signs.stream().map(String::valueOf).collect(Collectors.joining());
    }
}
