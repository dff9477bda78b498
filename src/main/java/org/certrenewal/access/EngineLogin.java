package org.certrenewal.access;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
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

    private static final int LONGEST = 64;
    private static final int LONGEST_PASSWORD = 256;

    private final IdentityService identity;
    private final LoginTries tries;

    EngineLogin(IdentityService identity, LoginTries tries) {
        this.identity = identity;
        this.tries = tries;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String userId = login.getName().strip();
        String password = String.valueOf(login.getCredentials());
        String address = login.getDetails() instanceof WebAuthenticationDetails details
                ? Client.of(details.getRemoteAddress())
                : "";
        if (!tries.make(userId, address, LoginDetails.browser(login.getDetails()), () -> isRight(userId, password))) {
            throw new BadCredentialsException("账号或密码不正确");
        }
        List<GrantedAuthority> groups = identity.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(userId, null, groups);
    }

    private boolean isRight(String userId, String password) {
        return !userId.isEmpty()
                && userId.length() <= LONGEST
                && password.length() <= LONGEST_PASSWORD
                && knows(userId, password);
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
