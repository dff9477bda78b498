package org.certrenewal.access;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.certrenewal.access.account.AccountSecurity;
import org.certrenewal.access.account.LoginSettings;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Guards the doors. Spring Security owns login, session and log-out for everything; the web applications take the
 * identity from it through Camunda's container-based filter, and keep their own CSRF token.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Limits.class, LoginSettings.class})
class SecurityConfiguration {

    private static final RequestMatcher WEBAPPS = path("/camunda/**");
    /**
     * The one changes nothing and asks nobody who they are; the token in a form of several parts would be read too
     * late. The other is a partner's, which has no browser and signs.
     */
    private static final RequestMatcher CHECK = new OrRequestMatcher(post("/verify"), post("/partners/*/callback"));

    /** Comes from a provider's server, which has no token of ours; it is signed itself. */
    private static final RequestMatcher BACK_CHANNEL = post("/logout/connect/back-channel/*");

    private static final RequestMatcher WEBAPPS_LOGOUT = post("/camunda/api/admin/auth/user/*/logout");

    /** Our own pages bring no script but files of our own. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            EngineIdentityFilter identity,
            Door door,
            Nowhere nowhere,
            SessionLimits limits,
            AccountSecurity accounts,
            KnownBrowsers browsers,
            WayBack wayBack,
            List<MoreLogins> more)
            throws Exception {
        accounts.guard(http, door::isOpen);
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName("RENEWAL-XSRF");
        tokens.setHeaderName("X-RENEWAL-XSRF");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        CsrfTokenRequestAttributeHandler eager = new CsrfTokenRequestAttributeHandler();
        eager.setCsrfRequestAttributeName(null);
        http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .access(door))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(eager)
                        .ignoringRequestMatchers(WEBAPPS, CHECK, BACK_CHANNEL))
                // Would keep session and request of every stranger; the way back is kept at the browser.
                .requestCache(RequestCacheConfigurer::disable)
                .formLogin(login -> login.loginPage("/login")
                        .authenticationDetailsSource(request -> new LoginDetails(request, browsers))
                        .successHandler(wayBack)
                        .failureHandler((request, response, failure) -> response.sendRedirect(
                                failure instanceof LockedException ? "/login?locked" : "/login?error")))
                .logout(logout -> logout.logoutRequestMatcher(new OrRequestMatcher(post("/logout"), WEBAPPS_LOGOUT))
                        .deleteCookies("JSESSIONID")
                        .logoutSuccessHandler((request, response, user) -> {
                            if (WEBAPPS.matches(request)) {
                                response.setStatus(HttpStatus.NO_CONTENT.value());
                            } else {
                                response.sendRedirect("/login?loggedOut");
                            }
                        }))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), Navigation::isForPrograms)
                        .defaultAuthenticationEntryPointFor(wayBack, request -> true)
                        .accessDeniedHandler(nowhere))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin))
                .addFilterBefore(limits, SecurityContextHolderFilter.class)
                .addFilterBefore(new WebappTokens(WEBAPPS, WEBAPPS_LOGOUT), LogoutFilter.class)
                .addFilterAfter(identity, AuthorizationFilter.class);
        for (MoreLogins logins : more) {
            logins.open(http, wayBack);
        }
        return http.build();
    }

    /** Hands the identity over to Tasklist, Cockpit and Admin; runs behind Spring Security. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappIdentity() {
        FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
                new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.addInitParameter("authentication-provider", WebappIdentity.class.getName());
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }

    /** The filter belongs into the security chain only. */
    @Bean
    FilterRegistrationBean<EngineIdentityFilter> noSecondIdentityFilter(EngineIdentityFilter identity) {
        FilterRegistrationBean<EngineIdentityFilter> filter = new FilterRegistrationBean<>(identity);
        filter.setEnabled(false);
        return filter;
    }

    /** The filter belongs into the security chain only. */
    @Bean
    FilterRegistrationBean<SessionLimits> noSecondSessionLimits(SessionLimits limits) {
        FilterRegistrationBean<SessionLimits> filter = new FilterRegistrationBean<>(limits);
        filter.setEnabled(false);
        return filter;
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher post(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, pattern);
    }
}
