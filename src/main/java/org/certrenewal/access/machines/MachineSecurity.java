package org.certrenewal.access.machines;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.certrenewal.access.limits.Throttle;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Guards {@code /api/v1}: tokens of the configured provider in the header {@code Authorization}, and nothing else; no
 * session is read or made, and no log-in of a person opens it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MachineSettings.class)
class MachineSecurity {

    private static final String RETRY_SECONDS = "30";

    @Bean
    @Order(2)
    SecurityFilterChain machineChain(
            HttpSecurity http, MachineSettings settings, ProblemWriter problems, Throttle throttle) throws Exception {
        MachineDoor door = new MachineDoor(new MachineCalls(), problems);
        http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/api/v1/**"))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A browser sends no bearer token by itself, so a foreign site can't have it sent.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
        if (!settings.isOn()) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .exceptionHandling(errors -> errors.authenticationEntryPoint(
                            (request, response, failure) -> problems.write(ApiProblem.NOT_OFFERED, request, response)));
            return http.build();
        }
        Unauthenticated refuses = new Unauthenticated(problems);
        http.oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(MachineTokens.decoder(settings))
                                .jwtAuthenticationConverter(MachineTokens.authentication()))
                        .authenticationEntryPoint(refuses::refuse)
                        .accessDeniedHandler(door)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                                // Its own would throw on what the provider is to blame for.
                                filter.setAuthenticationFailureHandler(refuses::refuse);
                                return filter;
                            }
                        }))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(refuses::refuse).accessDeniedHandler(door))
                .authorizeHttpRequests(requests -> requests.anyRequest().access(door))
                .addFilterBefore(new MachineBudget(throttle, settings, problems), AuthorizationFilter.class);
        return http.build();
    }

    /** Says why a token wasn't taken (RFC 6750 section 3), without a word about what was wrong with it. */
    private record Unauthenticated(ProblemWriter problems) {

        void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
                throws IOException {
            if (failure instanceof AuthenticationServiceException && !isAboutTheToken(failure)) {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
                problems.write(ApiProblem.PROVIDER_UNAVAILABLE, request, response);
                return;
            }
            boolean presented = failure instanceof InvalidBearerTokenException
                    || failure instanceof AuthenticationServiceException
                    || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, presented ? "Bearer error=\"invalid_token\"" : "Bearer");
            problems.write(presented ? ApiProblem.INVALID_TOKEN : ApiProblem.NO_TOKEN, request, response);
        }

        /** Keys were fetched a moment ago, and the one that the token names isn't among them. */
        private static boolean isAboutTheToken(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof RateLimitReachedException) {
                    return true;
                }
            }
            return false;
        }
    }
}
