package org.certrenewal.process.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CasePhotos;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.PhotoIntake;
import org.certrenewal.privacy.PersonalExport;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Photo;
import org.certrenewal.testing.Portraits;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The way of a portrait: from the applicant's telephone over the officer's desk onto the certificate. */
@RenewalTest
class PhotoTest {

    private static final String HOLDER = "w13";
    private static final int MOST_OF_A_FILE = 300 * 1024;

    @Autowired
    private MockMvc web;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private CasePhotos photos;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Papers papers;

    @Autowired
    private PersonalExport export;

    @Autowired
    private JdbcClient jdbc;

    private String number;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(HOLDER, TestClock.START.plusDays(80));
    }

    @Test
    void should_come_from_the_form_onto_both_files_and_be_shown_masked_until_it_is_shared() throws Exception {
        Renewal renewal = renewals.atForm(HOLDER);
        JsonNode view = view(give(renewal, Tasks.FILL_FORM, Portraits.withExif("GPS 29.87N")));
        assertThat(view.get("hints")).isEmpty();
        assertThat(view.get("registered").isNull()).isTrue();
        byte[] given = bytes(view.get("given").asText());
        assertThat(new String(given, StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
        assertThat(jdbc.sql("select content from case_photo where case_number = ?")
                        .param(renewal.number())
                        .query(String.class)
                        .single())
                .as("sealed")
                .doesNotContain(Base64.getEncoder().encodeToString(given).substring(0, 200));

        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        assertThat(cases.submission(renewal.number(), 1).orElseThrow())
                .as("what is signed")
                .contains("\"photo\":\"" + renewal.file().photo().orElseThrow());
        JsonNode officers =
                view(web.perform(get(address(renewal, Tasks.ACCEPT_APPLICATION)).with(person("o01")))
                        .andReturn()
                        .getResponse());
        assertThat(bytes(officers.get("given").asText())).isEqualTo(given);

        renewal.isAccepted("o01").isApproved("o01");
        assertThat(certificates
                        .photoOf(new CertificateNumber(number))
                        .orElseThrow()
                        .content())
                .isEqualTo(given);
        Map<PaperKind, byte[]> files = files(renewal);
        assertThat(files.values()).allSatisfy(file -> assertThat(file).hasSizeLessThan(MOST_OF_A_FILE));
        try (PDDocument document = Loader.loadPDF(files.get(PaperKind.CERTIFICATE_PDF))) {
            PDResources resources = document.getPage(0).getResources();
            assertThat(resources.getXObjectNames()).anyMatch(resources::isImageXObject);
        }
        assertThat(entry(files.get(PaperKind.CERTIFICATE_OFD), "Doc_0/Res/image_0.jpg"))
                .isEqualTo(given);

        String id = jdbc.sql("select id from verification where certificate_number = ?")
                .param(number)
                .query(String.class)
                .single();
        assertThat(text(get("/verify/" + id))).contains("已遮挡", "/verify/" + id + "/photo");
        MockHttpServletResponse masked = answer(get("/verify/" + id + "/photo"));
        assertThat(masked.getContentType()).startsWith("image/png");
        assertThat(masked.getContentAsByteArray()).isNotEqualTo(given);
        String page = "/my/certificates/" + number;
        assertThat(text(get(page).with(person(HOLDER)))).contains("证书上的照片", "让核验页显示照片");
        assertThat(answer(get(page + "/photo").with(person(HOLDER))).getContentAsByteArray())
                .isEqualTo(given);
        assertThat(answer(get(page + "/photo").with(person("w05"))).getStatus()).isEqualTo(404);
        assertThat(answer(post(page + "/photo")
                                .param("shared", "true")
                                .with(token())
                                .with(person("w05")))
                        .getStatus())
                .isEqualTo(404);
        assertThat(answer(get("/verify/" + id + "/photo")).getContentType()).startsWith("image/png");
        answer(post(page + "/photo").param("shared", "true").with(token()).with(person(HOLDER)));
        assertThat(answer(get("/verify/" + id + "/photo")).getContentAsByteArray())
                .isEqualTo(given);
        assertThat(text(get("/verify/" + id))).contains("持证人已公开");
        answer(post(page + "/photo").param("shared", "false").with(token()).with(person(HOLDER)));
        assertThat(answer(get("/verify/" + id + "/photo")).getContentType()).startsWith("image/png");

        List<String> exported = names(export.of(HOLDER));
        assertThat(exported).contains("photos/" + renewal.number() + ".jpg", "photos/" + number + ".jpg");
    }

    @Test
    void should_use_the_registered_one_where_no_other_is_given() throws Exception {
        byte[] portrait = PhotoIntake.take(Portraits.file("jpg", 400, 560));
        certificates.keepPhoto(new CertificateNumber(number), new Photo("image/jpeg", portrait));
        Renewal renewal = renewals.atForm(HOLDER);
        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        JsonNode officers =
                view(answer(get(address(renewal, Tasks.ACCEPT_APPLICATION)).with(person("o01"))));
        assertThat(officers.get("given").isNull()).isTrue();
        assertThat(bytes(officers.get("registered").asText())).isEqualTo(portrait);
        assertThat(cases.submission(renewal.number(), 1).orElseThrow()).doesNotContain("\"photo\"");
        renewal.isAccepted("o01").isApproved("o01");
        assertThat(entry(files(renewal).get(PaperKind.CERTIFICATE_OFD), "Doc_0/Res/image_0.jpg"))
                .isEqualTo(portrait);
    }

    @Test
    void should_replace_the_registered_one_and_not_show_it_beside_a_paper_that_bears_another() throws Exception {
        byte[] before = PhotoIntake.take(Portraits.file("png", 400, 560));
        certificates.keepPhoto(new CertificateNumber(number), new Photo("image/jpeg", before));
        certificates.sharePhoto(new CertificateNumber(number), true);
        Renewal renewal = renewals.atForm(HOLDER);
        give(renewal, Tasks.FILL_FORM, Portraits.file("jpg", 720, 1008));
        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        JsonNode officers =
                view(answer(get(address(renewal, Tasks.ACCEPT_APPLICATION)).with(person("o01"))));
        assertThat(bytes(officers.get("registered").asText())).isEqualTo(before);
        renewal.isAccepted("o01").isApproved("o01");
        Certificates.PhotoTerms terms =
                certificates.photoTerms(new CertificateNumber(number)).orElseThrow();
        assertThat(terms).isEqualTo(new Certificates.PhotoTerms(false, 2));
        String old = "OLDivy_g-Xoffl0123ABCD";
        jdbc.sql("delete from verification where id = ?").param(old).update();
        jdbc.sql(
                        "insert into verification (id, certificate_number, version, opened_at) values (?, ?, 1, current_timestamp)")
                .params(old, number)
                .update();
        assertThat(answer(get("/verify/" + old + "/photo")).getStatus()).isEqualTo(404);
        assertThat(text(get("/verify/" + old))).contains("期满由第2版接续").doesNotContain("/photo\"");
    }

    @Test
    void should_be_corrected_when_the_office_asks_for_another() throws Exception {
        Renewal renewal = renewals.atForm(HOLDER);
        give(renewal, Tasks.FILL_FORM, Portraits.file("jpg", 720, 1008));
        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        String first = renewal.file().photo().orElseThrow();
        renewal.isToBeCorrected("o01", "form.photo");
        give(renewal, Tasks.CORRECT_APPLICATION, Portraits.file("png", 500, 700));
        renewal.corrects(new org.certrenewal.stages.review.Correction(null, null))
                .confirms()
                .signs();
        String second = renewal.file().photo().orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(text(get("/api/tasks/"
                                + renewal.task(Tasks.ACCEPT_APPLICATION).getId())
                        .with(person("o01"))))
                .contains("\"label\":\"照片\"", "\"intact\":true");
        photos.keep(renewal.number(), PhotoIntake.take(Portraits.file("jpg", 900, 900)));
        assertThat(text(get("/api/tasks/"
                                + renewal.task(Tasks.ACCEPT_APPLICATION).getId())
                        .with(person("o01"))))
                .as("a photo that was changed behind the signature")
                .contains("\"intact\":false");
    }

    @Test
    void should_refuse_in_chinese_what_is_no_photo_and_leave_the_form_as_it_was() throws Exception {
        Renewal renewal = renewals.atForm(HOLDER);
        give(renewal, Tasks.FILL_FORM, Portraits.file("jpg", 360, 504));
        String before = renewal.file().photo().orElseThrow();
        int version = renewal.file().version();
        for (byte[] file : List.of(
                "<html>".getBytes(StandardCharsets.UTF_8),
                Portraits.file("gif", 360, 504),
                new byte[PhotoIntake.MAX_FILE + 1],
                new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c', 0, 0, 0, 0, 0, 0},
                Portraits.file("png", new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB)))) {
            MockHttpServletResponse refused = give(renewal, Tasks.FILL_FORM, file);
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(refused.getContentType()).startsWith("application/problem+json");
            assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("照片", "\"photo\"");
        }
        assertThat(give(renewal, Tasks.FILL_FORM, null).getStatus()).isEqualTo(422);
        assertThat(renewal.file().photo()).contains(before);
        assertThat(renewal.file().version()).as("no form is stale by it").isEqualTo(version);
        assertThat(view(answer(delete(address(renewal, Tasks.FILL_FORM))
                                .with(token())
                                .with(person(HOLDER))))
                        .get("given")
                        .isNull())
                .isTrue();
        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        assertThat(renewal.file().photo()).isEmpty();
    }

    @Test
    void should_be_nobody_elses_and_stay_once_it_is_signed() throws Exception {
        Renewal renewal = renewals.atForm(HOLDER);
        give(renewal, Tasks.FILL_FORM, Portraits.file("jpg", 360, 504));
        String form = address(renewal, Tasks.FILL_FORM);
        for (String other : List.of("w05", "o01", "s01", "c01", "admin", "a01")) {
            assertThat(answer(get(form).with(person(other))).getStatus())
                    .as(other)
                    .isIn(403, 404);
            assertThat(answer(put(form)
                                    .content(Portraits.file("jpg", 360, 504))
                                    .with(token())
                                    .with(person(other)))
                            .getStatus())
                    .as(other)
                    .isIn(403, 404);
        }
        renewal.fillsTheForm(number).choosesElectronic().confirms().signs();
        String photo = renewal.file().photo().orElseThrow();
        String desk = address(renewal, Tasks.ACCEPT_APPLICATION);
        for (String address : List.of(form, desk)) {
            for (String who : List.of(HOLDER, "o01")) {
                assertThat(answer(put(address)
                                        .content(Portraits.file("png", 360, 504))
                                        .with(token())
                                        .with(person(who)))
                                .getStatus())
                        .as(who)
                        .isBetween(400, 499);
                assertThat(answer(delete(address).with(token()).with(person(who)))
                                .getStatus())
                        .as(who)
                        .isBetween(400, 499);
            }
        }
        assertThat(answer(get(desk).with(person("o11"))).getStatus())
                .as("another office")
                .isEqualTo(404);
        assertThat(renewal.file().photo()).contains(photo);
    }

    private String address(Renewal renewal, String element) {
        return "/api/tasks/" + renewal.task(element).getId() + "/photo";
    }

    private MockHttpServletResponse give(Renewal renewal, String element, byte[] file) throws Exception {
        MockHttpServletRequestBuilder request = put(address(renewal, element))
                .contentType(MediaType.IMAGE_JPEG)
                .with(token())
                .with(person(HOLDER));
        return answer(file == null ? request : request.content(file));
    }

    private JsonNode view(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(200);
        return json.readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String address) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes))).isNotNull();
        return bytes;
    }

    private Map<PaperKind, byte[]> files(Renewal renewal) {
        return papers.of(renewal.number()).stream()
                .filter(it -> it.kind().letter().isEmpty())
                .collect(java.util.stream.Collectors.toMap(
                        ListedPaper::kind,
                        it -> papers.find(it.id()).orElseThrow().bytes()));
    }

    private static byte[] entry(byte[] zip, String name) throws Exception {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError("no " + name);
    }

    private static List<String> names(byte[] zip) throws Exception {
        List<String> names = new java.util.ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private String text(MockHttpServletRequestBuilder request) throws Exception {
        return answer(request).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
