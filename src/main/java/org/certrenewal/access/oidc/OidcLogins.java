package org.certrenewal.access.oidc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.certrenewal.access.MoreLogins;
import org.certrenewal.access.PublicRate;
import org.certrenewal.access.account.LoginSettings;
import org.certrenewal.access.account.ProviderLogins;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.oidc.Providers.Known;
import org.certrenewal.vault.Vault;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Opens the log-in by OpenID Connect, where a provider is configured. */
@Component
final class OidcLogins implements MoreLogins {

    /** Asks the provider to let somebody choose who they are, after one was refused. */
    static final String AGAIN = "again";

    private final LoginSettings settings;
    private final Providers providers;
    private final ProviderUsers users;
    private final LiveTokens tokens;
    private final SealedCookies cookies;
    private final Farewell farewell;
    private final ProviderDoor door;
    private final BackChannel backChannel;
    private final LoginProblems problems;

    OidcLogins(
            LoginSettings settings,
            Providers providers,
            ProviderUsers users,
            LiveTokens tokens,
            SealedCookies cookies,
            Farewell farewell,
            LoginProblems problems,
            PublicRate rate,
            ProviderLogins logins,
            Throttle throttle,
            Vault vault) {
        this.settings = settings;
        this.providers = providers;
        this.users = users;
        this.tokens = tokens;
        this.cookies = cookies;
        this.farewell = farewell;
        this.problems = problems;
        this.door = new ProviderDoor(providers, rate, problems);
        this.backChannel = new BackChannel(providers, users, logins, throttle, vault);
    }

    @Override
    public void open(HttpSecurity http, AuthenticationSuccessHandler success) throws Exception {
        if (settings.providers().isEmpty()) {
            return;
        }
        ClientRegistrationRepository registrations =
                id -> providers.find(id).map(Known::registration).orElse(null);
        http.oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(registrations)
                        .authorizedClientRepository(tokens)
                        .authorizationEndpoint(start -> start.baseUri(ProviderDoor.START)
                                .authorizationRequestResolver(resolver(registrations))
                                .authorizationRequestRepository(new AuthorizationCookie(cookies, providers)))
                        .redirectionEndpoint(back -> back.baseUri(ProviderDoor.BACK + "*"))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(codes()))
                        .userInfoEndpoint(info -> info.oidcUserService(users))
                        .withObjectPostProcessor(
                                new ObjectPostProcessor<OidcAuthorizationCodeAuthenticationProvider>() {
                                    @Override
                                    public <O extends OidcAuthorizationCodeAuthenticationProvider> O postProcess(
                                            O provider) {
                                        provider.setJwtDecoderFactory(client -> providers
                                                .known(client.getRegistrationId())
                                                .orElseThrow()
                                                .idTokens());
                                        return provider;
                                    }
                                })
                        .successHandler(success)
                        .failureHandler(problems))
                .logout(logout -> logout.addLogoutHandler(farewell))
                .addFilterBefore(door, OAuth2AuthorizationRequestRedirectFilter.class)
                .addFilterBefore(backChannel, LogoutFilter.class);
    }

    /** Adds a proof key (RFC 7636), the assurance that is needed, and the wish to choose anew. */
    private OAuth2AuthorizationRequestResolver resolver(ClientRegistrationRepository registrations) {
        DefaultOAuth2AuthorizationRequestResolver stock =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, ProviderDoor.START);
        stock.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return more(stock.resolve(request), request);
            }

            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
                return more(stock.resolve(request, id), request);
            }
        };
    }

    private OAuth2AuthorizationRequest more(OAuth2AuthorizationRequest asked, HttpServletRequest request) {
        if (asked == null) {
            return null;
        }
        String id = asked.getAttribute("registration_id");
        List<String> acr = settings.providers().get(id).acr();
        return OAuth2AuthorizationRequest.from(asked)
                .additionalParameters(parameters -> {
                    if (!acr.isEmpty()) {
                        parameters.put("acr_values", String.join(" ", acr));
                    }
                    if (request.getParameter(AGAIN) != null) {
                        parameters.put("prompt", "login");
                    }
                })
                .build();
    }

    private static RestClientAuthorizationCodeTokenResponseClient codes() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .requestFactory(ProviderHttp.requests())
                .requestInterceptor(new ProviderHttp())
                .build());
        return client;
    }
}
