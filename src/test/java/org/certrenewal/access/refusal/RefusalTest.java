package org.certrenewal.access.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.certrenewal.documents.AwaitsSeal;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Packs failures as the engine packs them, and throws them at our pages and at {@code /api}. */
class RefusalTest {

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new RefusedRequests())
            .build();

    @Controller
    static final class Failing {

        @PostMapping({"/office/acts", "/api/acts"})
        String act(@RequestParam int version) {
            throw new OptimisticLockingException("ENGINE-03005 Execution of 'UPDATE TaskEntity[x]' failed.");
        }
    }

    @Test
    void should_say_at_a_page_and_to_a_program_that_somebody_else_was_first() throws Exception {
        mvc.perform(post("/office/acts").param("version", "1"))
                .andExpect(status().isConflict())
                .andExpect(request().attribute(ErrorAnswers.SENTENCE, Refusal.CHANGED.chinese()));
        mvc.perform(post("/api/acts").param("version", "1").header("Accept-Language", "zh-CN"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(Refusal.CHANGED.chinese()));
        mvc.perform(post("/api/acts").param("version", "1").header("Accept-Language", "en-US,en;q=0.9"))
                .andExpect(jsonPath("$.detail").value(Refusal.CHANGED.english()));
    }

    @Test
    void should_say_to_a_program_that_it_did_not_ask_rightly() throws Exception {
        mvc.perform(post("/api/acts").param("version", "x"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(content().string(containsString("无法识别")));
        mvc.perform(post("/office/acts")).andExpect(status().isBadRequest());
    }

    @Test
    void should_find_what_was_done_however_deep_it_is_packed() {
        Map<Throwable, Refusal> packed = Map.of(
                new ProcessEngineException("Password does not match policy"),
                Refusal.WEAK,
                new SuspendedEntityInteractionException("ENGINE-03043 task with id 'x' is suspended."),
                Refusal.SUSPENDED,
                new NullValueException("Cannot find task with id x: task is null"),
                Refusal.GONE,
                new ProcessEngineException("x", new SQLException("duplicate key", "23505")),
                Refusal.THERE_ALREADY,
                new ProcessEngineException("x", new DuplicateKeyException("case_event_pkey")),
                Refusal.AT_ONCE,
                new QueryTimeoutException("x", new SQLTimeoutException("Concurrent update in table", "90131", 90131)),
                Refusal.CHANGED,
                new AwaitsSeal("2026-1"),
                Refusal.UNSEALED,
                new BadUserRequestException("Cannot use id"),
                Refusal.UNREADABLE);
        packed.forEach((cause, refusal) -> assertThat(Refusal.in(
                        new RestException(Status.INTERNAL_SERVER_ERROR, new ProcessEngineException("y", cause), "z")))
                .as("%s", cause)
                .contains(refusal));
    }

    @Test
    void should_keep_the_sentence_of_a_guard_and_no_other() {
        assertThat(Refusal.in(new BadUserRequestException("不能替他人领取任务"))).hasValueSatisfying(it -> {
            assertThat(it.chinese()).isEqualTo("不能替他人领取任务");
            assertThat(it.english()).isEqualTo("You cannot claim a task for somebody else.");
        });
        assertThat(Refusal.in(new BadUserRequestException("ENGINE-03043 任务"))).contains(Refusal.UNREADABLE);
    }

    @Test
    void should_call_our_own_faults_faults() {
        assertThat(Refusal.in(new IllegalStateException("x", new NullPointerException())))
                .isEmpty();
        assertThat(Refusal.in(new ProcessEngineException("x", new SQLException("away", "08006"))))
                .isEmpty();
    }
}
