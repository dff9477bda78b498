package org.certrenewal.partners.courier;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.partners.TestPartners;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Ordered;
import org.certrenewal.process.parcels.Courier.Parcel;
import org.certrenewal.process.parcels.Courier.Place;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Courier.Step;
import org.certrenewal.testing.HostileAnswer;
import org.certrenewal.testing.PartnerDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks with a courier that takes parcels along, and answers as it should or otherwise. */
class HttpCourierTest {

    @RegisterExtension
    static final WireMockExtension PARTNER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    /** Where no time is measured, a busy machine may have it. */
    private static final String PATIENTLY = "PT30S";

    private static final String ID = "0b2c7f9a-64a7-4c0e-b3ee-1f4c5f0d6a11";
    private static final Parcel PARCEL = new Parcel(
            ID,
            "33260901X0000017",
            new Place("宁波市住房和城乡建设局", "0574-12345678", null, null, "宁波市鄞州区松下街595号"),
            new Place("王海生", "13800000013", "330200", "330203", "宁波市海曙区解放南路1号"),
            true);
    private static final String TAKEN =
            "{\"id\":\"" + ID + "\",\"carrier\":\"EMS\",\"trackingNumber\":\"EB123456789CN\"}";
    private static final String MOVED = "{\"id\":\"" + ID + "\",\"steps\":[{\"at\":\"2026-03-02T10:00:00+08:00\","
            + "\"kind\":\"COLLECTED\",\"city\":\"330200\"},{\"at\":\"2026-03-04T02:00:00Z\",\"kind\":\"RETURNED\","
            + "\"reason\":\"NOT_REACHED\"}]}";

    private final TestPartners here = here("PT3S");

    private static TestPartners here(String patience) {
        return TestPartners.with(
                "courier.url", PARTNER.baseUrl() + "/api",
                "courier.key-id", "k1",
                "courier.secret", "0123456789abcdef",
                "courier.signature-method", "hmac-sm3",
                "courier.read-timeout", patience,
                "courier.connect-timeout", "PT1S");
    }

    private final HttpCourier courier = courier("PT3S");

    /** Each has a line of its own, which no failure of another has broken. */
    private static HttpCourier courier(String patience) {
        TestPartners here = here(patience);
        return new HttpCourier(here.lines(), here.clients(), false);
    }

    private static void says(String json) {
        PARTNER.stubFor(any(anyUrl()).willReturn(okJson(json)));
    }

    @Test
    void should_order_a_parcel_signed_and_read_its_number() {
        says(TAKEN);

        assertThat(courier.order(PARCEL)).isEqualTo(new Ordered.Taken("EMS", "EB123456789CN"));

        LoggedRequest request =
                PARTNER.findAll(postRequestedFor(urlEqualTo("/api/parcels"))).get(0);
        here.signatures().verify(Partner.COURIER, "POST", "/api/parcels", request::getHeader, request.getBody());
        assertThat(request.getBodyAsString())
                .isEqualTo("{\"id\":\"" + ID + "\",\"from\":{\"name\":\"宁波市住房和城乡建设局\",\"phone\":\"0574-12345678\","
                        + "\"address\":\"宁波市鄞州区松下街595号\"},\"to\":{\"name\":\"王海生\",\"phone\":\"13800000013\","
                        + "\"city\":\"330200\",\"district\":\"330203\",\"address\":\"宁波市海曙区解放南路1号\"},"
                        + "\"fee\":\"RECIPIENT\"}");
    }

    @Test
    void should_read_where_a_parcel_is() {
        says(MOVED);

        assertThat(courier.follow(ID))
                .containsExactly(
                        new Step(
                                Instant.parse("2026-03-02T02:00:00Z"),
                                Kind.COLLECTED,
                                Optional.of("330200"),
                                Optional.empty()),
                        new Step(
                                Instant.parse("2026-03-04T02:00:00Z"),
                                Kind.RETURNED,
                                Optional.empty(),
                                Optional.of(Reason.NOT_REACHED)));
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_ADDRESS,BAD_ADDRESS",
        "NOT_SERVED,NOT_SERVED",
        "EATEN_BY_A_DOG,OTHER",
        "王海生,OTHER",
    })
    void should_give_an_order_back_to_the_clerk_that_the_courier_refuses(String said, Reason reason) {
        PARTNER.stubFor(
                any(anyUrl()).willReturn(okJson("{\"reason\":\"" + said + "\"}").withStatus(422)));
        assertThat(courier.order(PARCEL)).isEqualTo(new Ordered.Refused(reason));
        PARTNER.stubFor(any(anyUrl()).willReturn(okJson("王海生").withStatus(422)));
        assertThat(courier.order(PARCEL)).isEqualTo(new Ordered.Refused(Reason.OTHER));
    }

    @Test
    void should_send_and_take_what_the_document_says_and_nothing_else() {
        PartnerDocument document = PartnerDocument.of("courier.yaml");
        assertThat(PartnerDocument.differences(
                        document.answer("POST /parcels", 200),
                        TAKEN,
                        PartnerDocument.takes(
                                HttpCourierTest::says, () -> courier(PATIENTLY).order(PARCEL)),
                        Set.of()))
                .isEmpty();
        // Where a parcel was, and why it comes back, is only shown: what can't be read is left out.
        assertThat(PartnerDocument.differences(
                        document.answer("GET /parcels/{id}", 200),
                        MOVED,
                        PartnerDocument.takes(
                                HttpCourierTest::says, () -> courier(PATIENTLY).follow(ID)),
                        Set.of("city", "reason")))
                .isEmpty();

        PartnerDocument.Look look = document.at(PARTNER.findAll(anyRequestedFor(anyUrl())), "/api");
        assertThat(look.faults()).isEmpty();
        assertThat(look.operations()).isEqualTo(document.operations());
    }

    @ParameterizedTest
    @EnumSource
    void should_order_the_very_parcel_once_the_courier_answers_after_it_said_something_else(HostileAnswer answer) {
        answer.by(PARTNER, TAKEN);
        RuntimeException thrown = answer.outcome(() -> courier.order(PARCEL));
        assertThat(thrown).as("it is tried again").isNotInstanceOf(Refused.class);
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());

        says(TAKEN);
        if (!answer.asksForRest()) {
            assertThat(HostileAnswer.afterwards(() -> courier.order(PARCEL)))
                    .isEqualTo(new Ordered.Taken("EMS", "EB123456789CN"));
        }
        assertThat(PARTNER.findAll(postRequestedFor(urlEqualTo("/api/parcels"))))
                .extracting(LoggedRequest::getBodyAsString)
                .allMatch(body -> body.contains("\"id\":\"" + ID + "\""));
    }

    @ParameterizedTest
    @EnumSource
    void should_move_no_parcel_by_anything_else(HostileAnswer answer) {
        answer.by(PARTNER, MOVED);
        RuntimeException thrown = answer.outcome(() -> courier.follow(ID));
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"another\",\"carrier\":\"EMS\",\"trackingNumber\":\"EB123456789CN\"}",
                "{\"id\":\"" + ID + "\",\"carrier\":\"DHL\",\"trackingNumber\":\"EB123456789CN\"}",
                "{\"id\":\"" + ID + "\",\"carrier\":\"EMS\",\"trackingNumber\":\"<script>\"}",
                "{\"id\":\"" + ID + "\",\"carrier\":\"EMS\",\"trackingNumber\":\"eb123456789cn\"}",
                "{\"id\":\"" + ID + "\",\"carrier\":\"EMS\"}"
            })
    void should_tell_nobody_a_number_that_can_not_be(String said) {
        says(said);
        assertThatThrownBy(() -> courier.order(PARCEL)).isInstanceOf(NotTheProtocol.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"another\",\"steps\":[{\"at\":\"2026-03-02T10:00:00Z\",\"kind\":\"DELIVERED\"}]}",
                "{\"steps\":[{\"at\":\"2026-03-02T10:00:00Z\",\"kind\":\"DELIVERED\"}]}",
                "{\"id\":\"" + ID + "\",\"steps\":{\"at\":\"2026-03-02T10:00:00Z\",\"kind\":\"DELIVERED\"}}",
                "{\"id\":\"" + ID + "\",\"steps\":[{\"at\":\"2026-03-02\",\"kind\":\"DELIVERED\"}]}",
                "{\"id\":\"" + ID + "\",\"steps\":[{\"at\":\"+999999999-01-01T00:00:00Z\",\"kind\":\"DELIVERED\"}]}",
                "{\"id\":\"" + ID + "\",\"steps\":[{\"at\":\"2026-03-02T10:00:00Z\",\"kind\":\"VANISHED\"}]}",
                "{\"id\":\"" + ID + "\",\"steps\":[{\"at\":\"2026-03-02T10:00:00Z\"}]}",
                "{\"id\":\"" + ID + "\",\"steps\":[7]}",
                "{\"id\":\"" + ID + "\"}"
            })
    void should_believe_no_way_that_can_not_be(String said) {
        says(said);
        assertThatThrownBy(() -> courier.follow(ID)).isInstanceOf(NotTheProtocol.class);
    }

    @Test
    void should_take_no_more_steps_than_a_parcel_has() {
        String step = "{\"at\":\"2026-03-02T10:00:00Z\",\"kind\":\"IN_TRANSIT\"}";
        says("{\"id\":\"" + ID + "\",\"steps\":[" + (step + ",").repeat(100) + step + "]}");
        assertThatThrownBy(() -> courier.follow(ID)).isInstanceOf(NotTheProtocol.class);
    }
}
