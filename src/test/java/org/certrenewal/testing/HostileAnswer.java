package org.certrenewal.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** Names what a partner over HTTP may say instead of what it should, and tells what came of it. */
public enum HostileAnswer {
    TRUNCATED(good -> okJson(good.substring(0, good.length() / 2))),
    TWO_OBJECTS(good -> okJson(good + good)),
    NAMES_TWICE(good -> okJson("{\"id\":\"a\",\"id\":\"b\"," + good.substring(1))),
    AN_ARRAY(good -> okJson("[" + good + "]")),
    NULL(good -> okJson("null")),
    NOTHING(good -> okJson("")),
    NO_CONTENT(good -> aResponse().withStatus(204)),
    NUMBERS_FOR_TEXTS(good -> okJson(good.replaceAll("\"([^\"]*)\":\"[^\"]*\"", "\"$1\":17"))),
    NULLS_FOR_TEXTS(good -> okJson(good.replaceAll("\"([^\"]*)\":\"[^\"]*\"", "\"$1\":null"))),
    OBJECTS_FOR_TEXTS(good -> okJson(good.replaceAll("\"([^\"]*)\":(\"[^\"]*\")", "\"$1\":{\"value\":$2}"))),
    DEEP(good -> okJson("{\"a\":".repeat(20_000))),
    AN_ERROR_INSIDE(
            good -> okJson("{\"success\":false,\"error\":{\"code\":500,\"message\":\"" + Personal.TOLD + "\"}}")),
    A_PAGE(good ->
            aResponse().withHeader("Content-Type", "text/html").withBody("<html>请登录 " + Personal.TOLD + "</html>")),
    ANOTHER_TYPE(good -> aResponse().withHeader("Content-Type", "text/html").withBody(good)),
    NO_TYPE(good -> aResponse().withBody(good)),
    A_TYPE_THAT_IS_NONE(good -> aResponse().withHeader("Content-Type", "王海生; q").withBody(good)),
    ANOTHER_ALPHABET(good -> okJson(good).withBody(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, (byte) 0xd8, 0x00})),
    HUGE(good -> aResponse()
            .withHeader("Content-Type", "application/json")
            .withHeader("Content-Length", String.valueOf(Huge.BODY.length))
            .withBody(Huge.BODY)),
    HUGE_IN_PARTS(good -> aResponse()
            .withHeader("Content-Type", "application/json")
            .withHeader("Transfer-Encoding", "chunked")
            .withBody(Huge.BODY)),
    IN_DROPS(good -> okJson(good).withChunkedDribbleDelay(good.length(), good.length() * 1000)),
    SILENT(good -> okJson(good).withFixedDelay(30_000)),
    ELSEWHERE(good -> aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/latest/")),
    ELSEWHERE_AND_POST_AGAIN(good -> aResponse().withStatus(307).withHeader("Location", "http://elsewhere.example/")),
    BAD_REQUEST(good -> failing(400)),
    UNAUTHORIZED(good -> failing(401)),
    FORBIDDEN(good -> failing(403)),
    NOT_FOUND(good -> failing(404)),
    CONFLICT(good -> failing(409)),
    TOO_MANY(good -> failing(429).withHeader("Retry-After", "1")),
    TOO_MANY_FOR_AGES(good -> failing(429).withHeader("Retry-After", "999999999")),
    FAILED(good -> failing(500)),
    NOT_NOW(good -> failing(503).withHeader("Retry-After", "1")),
    RESET(good -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
    HUNG_UP(good -> aResponse().withFault(Fault.EMPTY_RESPONSE)),
    NOT_HTTP(good -> aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
    BREAKING_OFF(good -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    /**
     * How long whoever has a second's patience may be held in all, on a busy machine; drops and silence last longer.
     */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Function<String, ResponseDefinitionBuilder> instead;

    HostileAnswer(Function<String, ResponseDefinitionBuilder> instead) {
        this.instead = instead;
    }

    /** Holds what a partner repeats of somebody and what must stand nowhere. */
    private static final class Personal {
        private static final String NAME = "王海生";
        private static final String NUMBER = "330203198503159914";
        private static final String TOLD = NAME + " " + NUMBER + " 13800000013";
    }

    /** Holds 50 MB. */
    private static final class Huge {
        private static final byte[] BODY =
                ("{\"a\":\"" + "x".repeat(16_000_000) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static ResponseDefinitionBuilder failing(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"message\":\"" + Personal.TOLD + "\"}");
    }

    /** Has the partner say it, whatever it is asked, instead of a good answer. */
    public void by(WireMockExtension partner, String good) {
        partner.stubFor(any(anyUrl()).willReturn(instead.apply(good)));
    }

    /** Tells whether the partner asked to be left alone for a while. */
    public boolean asksForRest() {
        return this == TOO_MANY || this == TOO_MANY_FOR_AGES || this == NOT_NOW;
    }

    /**
     * Makes a call that mustn't succeed, and holds what every such call has to keep: it ends soon, by an exception that
     * names nobody wherever it is printed, and nobody is named in the log.
     *
     * @return what it threw
     */
    public RuntimeException outcome(ThrowingCallable call) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Instant begin = Instant.now();
        Throwable thrown;
        try {
            thrown = catchThrowable(call);
        } finally {
            root.detachAppender(log);
        }
        assertThat(Duration.between(begin, Instant.now())).as("%s takes", this).isLessThan(SOON);
        assertThat(thrown).as("%s ends", this).isInstanceOf(RuntimeException.class);
        assertThat(Throwables.getStackTrace(thrown)).doesNotContain(Personal.NAME, Personal.NUMBER, "13800000013");
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(Personal.NAME) || line.contains(Personal.NUMBER));
        return (RuntimeException) thrown;
    }

    /** Does the same again until it is done, as the outbox does: a server that was busy is busy for a while. */
    public static <T> T afterwards(Callable<T> call) {
        return Awaitility.await().ignoreExceptions().until(call, Objects::nonNull);
    }
}
