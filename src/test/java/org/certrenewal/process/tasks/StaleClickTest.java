package org.certrenewal.process.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** Tries to complete a step with a form that was loaded before the case changed. */
@RenewalTest
class StaleClickTest {

    private static final String WORKER = "w13";

    private static final Pickup ELECTRONIC =
            new Pickup(Pickup.Method.ELECTRONIC, null, null, Pickup.Letters.ELECTRONIC);

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private MockMvc web;

    @Autowired
    private ObjectMapper json;

    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        renewal = renewals.atForm(WORKER);
        renewal.fillsTheForm(renewals.certificateOf(WORKER, TestClock.START.plusDays(80)));
    }

    @AfterEach
    void end() {
        renewal.withdraws();
    }

    @Test
    void should_refuse_a_click_on_a_form_that_is_older_than_the_case() throws Exception {
        int version = renewal.file().version();

        clicks(version - 1, 409);

        assertThat(renewal.file().version()).isEqualTo(version);
        assertThat(cases.section(renewal.number(), Section.PICKUP)).isEmpty();
        clicks(version, 200);
        assertThat(renewal.file().version()).isGreaterThan(version);
    }

    private void clicks(int version, int answer) throws Exception {
        String task = renewal.task(Tasks.CHOOSE_PICKUP).getId();
        web.perform(post("/api/tasks/{id}/completion", task)
                        .with(person(WORKER))
                        .with(token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(
                                Map.of("version", version, "direction", "next", "section", ELECTRONIC))))
                .andExpect(status().is(answer));
    }
}
