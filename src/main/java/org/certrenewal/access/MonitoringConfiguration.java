package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a program read the metrics, and nobody else: with a name and password that are set for it alone, without a
 * session. People's own log-ins don't open them, not even administrators'. What comes to {@code /actuator/} without
 * such credentials meets the {@link Door} like anything else.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Monitoring.class)
class MonitoringConfiguration {

    private static final String BASIC = "basic ";
    private static final RequestMatcher ACTUATOR =
            PathPatternRequestMatcher.withDefaults().matcher("/actuator/**");
    private static final RequestMatcher METRICS =
            PathPatternRequestMatcher.withDefaults().matcher("/actuator/prometheus/**");
    private static final RequestMatcher READ_METRICS =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/actuator/prometheus");
    private static final RequestMatcher READ_HEALTH =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/actuator/health/**");

    @Bean
    @Order(1)
    SecurityFilterChain monitoringSecurity(HttpSecurity http, Monitoring monitoring) throws Exception {
        http.securityMatcher(request ->
                        METRICS.matches(request) || monitoring.isOn() && ACTUATOR.matches(request) && isBasic(request))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing can be changed here, and no browser keeps these credentials for a foreign site to use.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authenticationManager(new ProviderManager(new ScraperLogin(monitoring)))
                .authorizeHttpRequests(requests -> requests.requestMatchers(READ_METRICS, READ_HEALTH)
                        .hasAuthority(Monitoring.SCRAPER)
                        .anyRequest()
                        .denyAll());
        if (monitoring.isOn()) {
            http.httpBasic(basic -> basic.realmName("metrics"));
        } else {
            http.httpBasic(AbstractHttpConfigurer::disable)
                    .exceptionHandling(errors -> errors.authenticationEntryPoint(new Http403ForbiddenEntryPoint()));
        }
        return http.build();
    }

    /** Who passes which filter is no figure of ours; to measure it would cost at each request. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static boolean isBasic(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    }
}
