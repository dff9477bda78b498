package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

class StrictJsonTest {

    private final StrictJson json = new StrictJson(Jackson2ObjectMapperBuilder.json());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acceptance | {'decision':0} | decision",
                "acceptance | {'decision':'0'} | decision",
                "acceptance | {'decision':''} | decision",
                "acceptance | {'decision':'accept'} | decision",
                "acceptance | {'decision':true} | decision",
                "acceptance | {'decision':['ACCEPT']} | decision",
                "acceptance | {'decision':{}} | decision",
                "acceptance | {'reasons':1} | reasons",
                "acceptance | {'corrections':[{'field':'pickup','reason':false}]} | corrections.0.reason",
                "acceptance | {'corrections':{'field':'pickup'}} | corrections",
                "acceptance | {'corrections':''} | corrections",
                "acceptance | {'corrections':['']} | corrections.0",
                "review | {'decision':1} | decision",
                "review | {'decision':0.0} | decision",
                "extension | {'disposition':0} | disposition",
                "pickup | {'method':1} | method",
                "pickup | {'method':'POST','address':{'recipient':true}} | address.recipient",
                "pickup | {'method':'POST','address':{'phone':13800000013}} | address.phone",
                "pickup | {'method':'POST','address':{'detail':['x']}} | address.detail",
                "pickup | {'method':'POST','address':''} | address",
                "pickup | {'method':'POST','address':[]} | address",
                "pickup | {'method':'POST','adress':{}} | adress",
                "form | {'undertaking':{'agreed':-1}} | undertaking.agreed",
                "form | {'undertaking':{'agreed':1}} | undertaking.agreed",
                "form | {'undertaking':{'agreed':0}} | undertaking.agreed",
                "form | {'undertaking':{'agreed':'true'}} | undertaking.agreed",
                "form | {'undertaking':{'agreed':''}} | undertaking.agreed",
                "form | {'certificate':'浙B012023000123'} | certificate",
                "form | {'certificate':{'number':12023000123}} | certificate.number",
                "form | {'region':7} | region",
                "service | {'noticeRead':'yes'} | noticeRead",
                "collection | {'rating':4.9} | rating",
                "collection | {'rating':5.0} | rating",
                "collection | {'rating':'5'} | rating",
                "collection | {'rating':true} | rating",
                "collection | {'rating':''} | rating",
                "collection | {'rating':12345678901} | rating",
                "collection | {'comment':1.5} | comment",
                "collection | {'coment':'好'} | coment",
                "signature | {'drawing':7} | drawing",
                "posting | {'trackingNumber':1234567890} | trackingNumber"
            })
    void should_take_nothing_for_what_it_is_not(String section, String content, String field) throws IOException {
        JsonNode tree = tree(content);

        assertThatThrownBy(() -> json.read(tree, type(section)))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::field)
                                .containsExactly(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acceptance | {'decision':'ACCEPT','corrections':null,'ground':null,'reasons':null}",
                "acceptance | {'decision':null,'corrections':[]}",
                "review | {}",
                "pickup | {'method':'POST','address':{'recipient':'𬱖','phone':'1'},'payer':null}",
                "form | {'undertaking':{'agreed':true},'region':{'city':null}}",
                "collection | {'rating':5,'comment':''}",
                "confirmation | {}"
            })
    void should_take_what_forms_send(String section, String content) throws IOException {
        assertThat(json.read(tree(content), type(section))).isNotNull();
    }

    record Body(int version, String reason, Integer days, JsonNode section) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'version':1,'version':2} | version",
                "{'version':1,'section':{'decision':'ACCEPT','decision':'REFUSE'}} | decision",
                "{'version':1,'section':{'address':{'detail':'a','detail':'b'}}} | address.detail",
                "{'version':'1'} | version",
                "{'version':1.0} | version",
                "{'version':null} | version",
                "{'reason':'x'} | version",
                "{'version':true} | version",
                "{'version':1,'days':'5'} | days",
                "{'version':1,'reasons':'x'} | reasons",
                "{'version':1,'reason':'a\\uD800b'} | reason",
                "{'version':1,'reason':'\\uDC00'} | reason",
                "{'version':1,'reason':'\\uDC00\\uD800'} | reason",
                "{'version':1,'section':{'address':{'detail':'x\\uD83D'}}} | address.detail",
                "{'version':1,'section':{'corrections':[{'reason':'\\uD83Dx'}]}} | corrections.0.reason"
            })
    void should_name_what_is_wrong_in_a_body(String body, String field) {
        assertThat(refusal(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .map(Problem::field))
                .contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'version':1} x", "{'version':1}{'version':2}", "{'version':1,}", "{version:1}", "{", "", "[1"})
    void should_refuse_what_is_no_single_document(String body) {
        Throwable refused = catchThrowable(() -> mapper().readValue(body.replace('\'', '"'), Body.class));

        assertThat(refused).isInstanceOf(IOException.class);
        assertThat(StrictJson.problem(refused)).isEmpty();
    }

    @Test
    void should_refuse_bytes_that_are_no_character() {
        byte[] half = bytes("{\"version\":1,\"reason\":\"", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "\"}");
        byte[] wrong = bytes("{\"version\":1,\"reason\":\"", new byte[] {(byte) 0xC3, (byte) 0x28}, "\"}");
        byte[] latin = "{\"version\":1,\"reason\":\"Stra\u00DFe\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(catchThrowable(() -> mapper().readValue(half, Body.class))).isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> mapper().readValue(wrong, Body.class))).isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> mapper().readValue(latin, Body.class))).isInstanceOf(IOException.class);
    }

    @Test
    void should_read_whole_characters_however_they_are_written() throws IOException {
        assertThat(mapper().readValue("{\"version\":1,\"reason\":\"\\uD859\\uDC50\uD859\uDC50\"}", Body.class)
                        .reason())
                .isEqualTo("\uD859\uDC50\uD859\uDC50");
    }

    @Test
    void should_stay_strict_in_a_copy() {
        ObjectMapper copy = mapper().copy();

        assertThat(catchThrowable(() -> copy.readValue("{\"version\":1,\"version\":1}", Body.class)))
                .isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> copy.readValue("{\"version\":1,\"reason\":\"\\uD800\"}", Body.class)))
                .isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> copy.readValue("{\"version\":1,\"reason\":5}", Body.class)))
                .isInstanceOf(IOException.class);
    }

    private ObjectMapper mapper() {
        return json.strictJsonConverter().getObjectMapper();
    }

    private Optional<Problem> refusal(byte[] body) {
        Throwable refused = catchThrowable(() -> mapper().readValue(body, Body.class));
        assertThat(refused).isInstanceOf(IOException.class);
        return StrictJson.problem(refused);
    }

    private static byte[] bytes(String before, byte[] odd, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(odd);
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private static JsonNode tree(String content) throws IOException {
        return new JsonMapper().readTree(content.replace('\'', '"'));
    }

    private static Class<?> type(String section) {
        return List.of(
                        Acceptance.SECTION,
                        Review.SECTION,
                        DeadlineDisposition.SECTION,
                        Section.PICKUP,
                        Section.FORM,
                        ServiceChoice.SECTION,
                        Rating.SECTION,
                        Signature.SECTION,
                        Posting.SECTION,
                        new Section<>("confirmation", Section.Nothing.class))
                .stream()
                .filter(one -> one.name().equals(section))
                .findFirst()
                .orElseThrow()
                .type();
    }
}
