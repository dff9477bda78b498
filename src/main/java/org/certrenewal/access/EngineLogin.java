package org.certrenewal.access;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.certrenewal.typed.Codes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
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

    EngineLogin(IdentityService identity, Throttle throttle, Limits limits) {
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
        if (userId.isEmpty()
                || userId.length() > LONGEST
                || password.length() > LONGEST_PASSWORD
                || !knows(userId, password)) {
            throttle.take(limits.userAndAddress(), userId + " " + address);
            throttle.take(limits.user(), userId);
            throttle.take(limits.address(), address);
            throw new BadCredentialsException("账号或密码不正确");
        }
        throttle.forget(limits.userAndAddress(), userId + " " + address);
        List<GrantedAuthority> groups = identity.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(userId, null, groups);
    }

    private void refuseIfLocked(String userId, String address) {
        if (throttle.isExhausted(limits.userAndAddress(), userId + " " + address)
                || throttle.isExhausted(limits.user(), userId)
                || throttle.isExhausted(limits.address(), address)) {
            log.warn("too many failed log-ins, locked for a while");
            throw new LockedException("登录失败次数过多");
        }
    }

    private boolean knows(String userId, String password) {
        User user = identity.createUserQuery().userId(userId).singleResult();
        if (user == null) {
            Passwords.waste(password);
            return false;
        }
        boolean old = !((UserEntity) user).getPassword().startsWith(Passwords.PREFIX);
        if (old) {
            Passwords.waste(password);
        }
        if (!identity.checkPassword(userId, password)) {
            return false;
        }
        if (old) {
            User now = identity.createUserQuery().userId(userId).singleResult();
            now.setPassword(password);
            ((IdentityServiceImpl) identity).saveUser(now, true);
        }
        return true;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
