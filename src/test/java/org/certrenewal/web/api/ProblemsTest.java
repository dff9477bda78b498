package org.certrenewal.web.api;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.certrenewal.access.refusal.Refusal;
import org.certrenewal.casefile.CertificateTaken;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has two do something at the same moment, and reads what the second is told. */
class ProblemsTest {

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Colliding())
            .setControllerAdvice(new Problems())
            .build();

    @RestController
    static final class Colliding {

        @PostMapping("/api/event")
        void event() {
            throw new DuplicateKeyException("duplicate key value violates unique constraint \"case_event_pkey\"");
        }

        @PostMapping("/api/certificate")
        void certificate() {
            throw new CertificateTaken(new DuplicateKeyException("open_renewal_pkey"));
        }
    }

    @Test
    void should_blame_the_certificate_only_where_another_case_has_taken_it() throws Exception {
        mvc.perform(post("/api/certificate"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.title").value("重复提交"))
                .andExpect(jsonPath("$.errors[0].field").value("certificate.number"));
    }

    @Test
    void should_ask_to_try_again_where_nobody_entered_anything_wrong() throws Exception {
        mvc.perform(post("/api/event"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.title").value("没有办成"))
                .andExpect(jsonPath("$.detail").value(Refusal.AT_ONCE.chinese()))
                .andExpect(jsonPath("$.errors").doesNotExist());
    }
}
