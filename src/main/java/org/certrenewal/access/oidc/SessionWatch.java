package org.certrenewal.access.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.access.account.Ended;
import org.certrenewal.access.account.LoginProvider.Watch;
import org.certrenewal.access.account.ProviderLogins;
import org.certrenewal.access.oidc.LiveTokens.Live;
import org.certrenewal.access.oidc.Providers.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * Asks the providers, again and again, whether they still vouch for those who are logged in on this node, and ends the
 * log-ins of those for whom they don't: an account that is disabled there is out here within a minute. Only a clear no
 * counts. A provider that is down, slow or overloaded logs nobody out.
 */
@Component
public class SessionWatch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);

    private static final int AT_ONCE = 8;
    private static final Duration TURN = Duration.ofSeconds(20);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration SHORT_LIFE = Duration.ofMinutes(5);

    private static final ParameterizedTypeReference<Map<String, Object>> ANSWER = new ParameterizedTypeReference<>() {};

    private final LiveTokens tokens;
    private final Providers providers;
    private final ProviderLogins logins;
    private final FirstLogins accounts;
    private final Duration every;
    private final InstantSource time = InstantSource.system();
    private final AtomicInteger threads = new AtomicInteger();

    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "provider-watch-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    SessionWatch(
            LiveTokens tokens,
            Providers providers,
            ProviderLogins logins,
            FirstLogins accounts,
            @Value("${renewal.login.check:PT20S}") Duration every) {
        this.tokens = tokens;
        this.providers = providers;
        this.logins = logins;
        this.accounts = accounts;
        this.every = every;
    }

    private enum Verdict {
        COUNTS,
        IS_OVER,
        UNKNOWN
    }

    /** Asks about everybody whom nobody has asked about lately; who isn't reached in time is first the next time. */
    public void run() {
        Instant begin = time.instant();
        List<Future<?>> asked = new ArrayList<>();
        for (Live one : tokens.all()) {
            if (!one.checked().plus(every).isAfter(begin)) {
                asked.add(workers.submit(() -> look(one)));
            }
        }
        for (Future<?> one : asked) {
            long left = Duration.between(time.instant(), begin.plus(TURN)).toMillis();
            try {
                one.get(Math.max(0, left), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                one.cancel(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException failed) {
                log.warn("a log-in couldn't be looked at: {}", failed.getCause().toString());
            }
        }
    }

    /** Removes what is long over. */
    public void sweep() {
        logins.sweep();
    }

    private void look(Live one) {
        Optional<Known> provider = providers.known(one.provider());
        if (provider.isEmpty() || tokens.of(one.login()).isEmpty()) {
            return;
        }
        if (verdict(one, provider.get()) == Verdict.IS_OVER) {
            logins.end(one.login(), Ended.DISABLED);
            tokens.forget(one.login());
        }
    }

    private Verdict verdict(Live one, Known provider) {
        tokens.replace(one.at(time.instant()));
        Watch way = provider.settings().watch();
        if (way == Watch.NONE) {
            return Verdict.UNKNOWN;
        }
        try {
            Optional<String> introspection = provider.endpoint("introspection_endpoint");
            if (way == Watch.INTROSPECTION && introspection.isPresent()) {
                return introspected(one, provider, introspection.get());
            }
            boolean usedUp = one.expires() != null && !time.instant().plus(SKEW).isBefore(one.expires());
            Optional<String> userInfo = provider.endpoint("userinfo_endpoint");
            if (!usedUp && userInfo.isPresent()) {
                return atUserInfo(one, provider, userInfo.get());
            }
            return one.refresh() == null ? Verdict.UNKNOWN : refreshed(one, provider);
        } catch (RestClientException down) {
            return Verdict.UNKNOWN;
        }
    }

    private Verdict atUserInfo(Live one, Known provider, String address) {
        try {
            Map<String, Object> said = UserInfo.of(provider.http(), address, one.access());
            if (provider.settings().roles().authoritative()
                    && said.containsKey(provider.settings().roles().claim())) {
                accounts.roles(one.user(), one.provider(), ClaimedPerson.groups(provider.settings(), said));
            }
            return Verdict.COUNTS;
        } catch (HttpClientErrorException.Unauthorized | HttpClientErrorException.Forbidden no) {
            // An access token may have been revoked or used up alone; the refresh token tells.
            return one.refresh() == null ? Verdict.IS_OVER : refreshed(one, provider);
        }
    }

    /** A refusal of ourselves, such as by a wrong secret, says nothing about the person (RFC 6749, section 5.2). */
    private Verdict refreshed(Live one, Known provider) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "refresh_token");
        form.add("refresh_token", one.refresh());
        try {
            Map<String, Object> said =
                    post(provider, provider.registration().getProviderDetails().getTokenUri(), form);
            if (said == null || !(said.get("access_token") instanceof String access)) {
                return Verdict.UNKNOWN;
            }
            Instant now = time.instant();
            Duration life = said.get("expires_in") instanceof Number seconds
                    ? Duration.ofSeconds(seconds.longValue())
                    : SHORT_LIFE;
            tokens.replace(one.with(
                    access,
                    now.plus(life),
                    Optional.ofNullable(said.get("refresh_token"))
                            .filter(String.class::isInstance)
                            .map(String.class::cast),
                    now));
            return Verdict.COUNTS;
        } catch (HttpClientErrorException.BadRequest no) {
            return "invalid_grant".equals(error(no)) ? Verdict.IS_OVER : Verdict.UNKNOWN;
        }
    }

    private static Object error(HttpClientErrorException refusal) {
        try {
            Map<String, Object> said = refusal.getResponseBodyAs(ANSWER);
            return said == null ? null : said.get("error");
        } catch (RestClientException | IllegalStateException notJson) {
            return null;
        }
    }

    private Verdict introspected(Live one, Known provider, String address) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", one.refresh() == null ? one.access() : one.refresh());
        form.add("token_type_hint", one.refresh() == null ? "access_token" : "refresh_token");
        Map<String, Object> said = post(provider, address, form);
        return said == null || !(said.get("active") instanceof Boolean active)
                ? Verdict.UNKNOWN
                : active ? Verdict.COUNTS : Verdict.IS_OVER;
    }

    private static Map<String, Object> post(Known provider, String address, MultiValueMap<String, String> form) {
        ClientRegistration client = provider.registration();
        boolean inForm = client.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        if (inForm) {
            form.add("client_id", client.getClientId());
            form.add("client_secret", client.getClientSecret());
        }
        return provider.http()
                .post()
                .uri(URI.create(address))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (!inForm) {
                        headers.setBasicAuth(encoded(client.getClientId()), encoded(client.getClientSecret()));
                    }
                })
                .body(form)
                .retrieve()
                .body(ANSWER);
    }

    /** As a form has it (RFC 6749, section 2.3.1). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }
}
