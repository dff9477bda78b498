package org.certrenewal.access;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.Rights;
import org.certrenewal.access.account.Standing;
import org.certrenewal.typed.Codes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
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

    private static final Logger log = LoggerFactory.getLogger(EngineLogin.class);
    private static final int LONGEST = 64;
    private static final int LONGEST_PASSWORD = 256;

    private final IdentityService identity;
    private final Throttle throttle;
    private final Limits limits;
    private final Rights rights;
    private final Clock clock;

    EngineLogin(IdentityService identity, Throttle throttle, Limits limits, Rights rights, Clock clock) {
        this.rights = rights;
        this.clock = clock;
        this.identity = identity;
        this.throttle = throttle;
        this.limits = limits;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String userId = Codes.plain(login.getName());
        String password = String.valueOf(login.getCredentials());
        String address = login.getDetails() instanceof WebAuthenticationDetails details
                ? Client.of(details.getRemoteAddress())
                : "";
        refuseIfLocked(userId, address);
        Optional<Standing> standing =
                userId.isEmpty() || userId.length() > LONGEST || password.length() > LONGEST_PASSWORD
                        ? Optional.empty()
                        : knows(userId, password);
        if (standing.isEmpty()) {
            throttle.take(limits.userAndAddress(), userId + " " + address);
            throttle.take(limits.user(), userId);
            throttle.take(limits.address(), address);
            throw new BadCredentialsException("账号或密码不正确");
        }
        throttle.forget(limits.userAndAddress(), userId + " " + address);
        UsernamePasswordAuthenticationToken person = UsernamePasswordAuthenticationToken.authenticated(
                userId, null, AuthorityUtils.createAuthorityList(standing.get().groups()));
        person.setDetails(new LoggedIn(standing.get().passwordVersion(), address));
        return person;
    }

    private void refuseIfLocked(String userId, String address) {
        if (throttle.isExhausted(limits.userAndAddress(), userId + " " + address)
                || throttle.isExhausted(limits.user(), userId)
                || throttle.isExhausted(limits.address(), address)) {
            log.warn("too many failed log-ins, locked for a while");
            throw new LockedException("登录失败次数过多");
        }
    }

    /** Returns how the account stood before the password was checked, so that one changed meanwhile opens nothing. */
    private Optional<Standing> knows(String userId, String password) {
        Optional<Standing> standing = rights.now(userId);
        User user = standing.isEmpty()
                ? null
                : identity.createUserQuery().userId(userId).singleResult();
        if (user == null || standing.get().isLocked(clock.instant())) {
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
