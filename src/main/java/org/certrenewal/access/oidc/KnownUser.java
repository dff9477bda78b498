package org.certrenewal.access.oidc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.Vouched;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Is somebody for whom a provider vouches, as the engine knows them; the claims have done their work. */
final class KnownUser implements OidcUser, Vouched {

    private final String id;
    private final List<GrantedAuthority> groups;
    private final OidcIdToken token;
    private final transient LoggedIn begun;

    KnownUser(String id, Collection<String> groups, OidcIdToken token, LoggedIn begun) {
        this.id = id;
        this.groups = AuthorityUtils.createAuthorityList(groups);
        this.token = token;
        this.begun = begun;
    }

    @Override
    public LoggedIn begun() {
        return begun;
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return groups;
    }

    @Override
    public OidcIdToken getIdToken() {
        return token;
    }

    @Override
    public OidcUserInfo getUserInfo() {
        return null;
    }

    @Override
    public Map<String, Object> getClaims() {
        return Map.of();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }
}
