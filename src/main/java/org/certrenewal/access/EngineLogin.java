package org.certrenewal.access;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.LoginSettings;
import org.certrenewal.access.account.Rights;
import org.certrenewal.access.account.Standing;
import org.certrenewal.access.limits.Client;
import org.certrenewal.typed.Codes;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks the password with the engine, whose users and groups are the service's; the groups become authorities. Whoever
 * errs too often is locked out for a while; a user who doesn't exist is answered the same, in the same time.
 */
@Component
class EngineLogin implements AuthenticationProvider {

    private static final int LONGEST = 64;
    private static final int LONGEST_PASSWORD = 256;

    private final IdentityService identity;
    private final LoginTries tries;
    private final Rights rights;
    private final LoginSettings settings;
    private final Clock clock;

    EngineLogin(IdentityService identity, LoginTries tries, Rights rights, LoginSettings settings, Clock clock) {
        this.rights = rights;
        this.settings = settings;
        this.clock = clock;
        this.identity = identity;
        this.tries = tries;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String userId = Codes.plain(login.getName());
        String password = String.valueOf(login.getCredentials());
        String address = login.getDetails() instanceof WebAuthenticationDetails details
                ? Client.of(details.getRemoteAddress())
                : "";
        Standing standing = tries.make(
                        userId,
                        address,
                        LoginDetails.browser(login.getDetails()),
                        () -> userId.isEmpty() || userId.length() > LONGEST || password.length() > LONGEST_PASSWORD
                                ? Optional.empty()
                                : knows(userId, password))
                .orElseThrow(() -> new BadCredentialsException("账号或密码不正确"));
        UsernamePasswordAuthenticationToken person = UsernamePasswordAuthenticationToken.authenticated(
                userId, null, AuthorityUtils.createAuthorityList(standing.groups()));
        person.setDetails(new LoggedIn(standing.passwordVersion(), address));
        return person;
    }

    /** Returns how the account stood before the password was checked, so that one changed meanwhile opens nothing. */
    private Optional<Standing> knows(String userId, String password) {
        Optional<Standing> standing = rights.now(userId);
        User user = standing.isEmpty()
                ? null
                : identity.createUserQuery().userId(userId).singleResult();
        if (user == null || !hasPassword(user, standing.get()) || standing.get().isLocked(clock.instant())) {
            Passwords.waste(password);
            return Optional.empty();
        }
        boolean old = !((UserEntity) user).getPassword().startsWith(Passwords.PREFIX);
        if (old) {
            Passwords.waste(password);
        }
        if (!identity.checkPassword(userId, password)) {
            return Optional.empty();
        }
        if (old) {
            hashAnew(userId, password);
            return rights.now(userId);
        }
        return standing;
    }

    /** Whoever logs in by a provider has none; and it may be that only administrators log in with one. */
    private boolean hasPassword(User user, Standing standing) {
        return ((UserEntity) user).getPassword() != null
                && (settings.isLocalForAll() || standing.groups().contains(Role.ADMIN.group()));
    }

    /** Keeps the password: only its hash changes, so that this is nobody's change of a password. */
    private void hashAnew(String userId, String password) {
        UserEntity user = (UserEntity) identity.createUserQuery().userId(userId).singleResult();
        String salt = KeyGenerators.string().generateKey();
        user.setSalt(salt);
        user.setDbPassword(Passwords.PREFIX + new Passwords().encrypt(EncryptionUtil.saltPassword(password, salt)));
        identity.saveUser(user);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
