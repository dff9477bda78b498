package org.certrenewal.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.process.CaseSummaries;
import org.certrenewal.process.StrictJson;
import org.certrenewal.process.tasks.Claims;
import org.certrenewal.process.tasks.Completion;
import org.certrenewal.process.tasks.Completion.Click;
import org.certrenewal.process.tasks.Completion.Completed;
import org.certrenewal.process.tasks.Drafts;
import org.certrenewal.process.tasks.Drafts.Draft;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.process.tasks.OpenTasks.OpenTask;
import org.certrenewal.process.tasks.OpenTasks.TaskRef;
import org.certrenewal.process.tasks.OpenTasks.TaskView;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Serves the forms: what a task shows, its draft, and its completion. */
@RestController
@RequestMapping("/api/tasks/{taskId}")
class TaskController {

    private final OpenTasks tasks;
    private final Drafts drafts;
    private final Completion completion;
    private final Claims claims;
    private final StrictJson json;
    private final CaseSummaries summaries;
    private final AuditTrail audit;

    TaskController(
            OpenTasks tasks,
            Drafts drafts,
            Completion completion,
            Claims claims,
            StrictJson json,
            CaseSummaries summaries,
            AuditTrail audit) {
        this.audit = audit;
        this.tasks = tasks;
        this.drafts = drafts;
        this.completion = completion;
        this.claims = claims;
        this.json = json;
        this.summaries = summaries;
    }

    /** Brings a draft. */
    record DraftBody(Integer version, JsonNode section) {}

    /** Answers a draft. */
    record DraftSaved(int version, Instant savedAt) {}

    /** Brings a completion. */
    record CompletionBody(Integer version, String direction, JsonNode section) {}

    /** Answers a completion. */
    record CompletionAnswer(
            TaskRef next,
            Completion.Waiting waiting,
            String page,
            String message,
            List<Problem> errors,
            @JsonProperty("case") CaseSummaries.CaseSummary summary) {}

    @GetMapping
    TaskView view(@PathVariable String taskId, Principal user) {
        TaskView view = tasks.view(taskId, user.getName());
        audit.append(view.caseNumber(), user.getName(), "saw", view.element(), null);
        return view;
    }

    @PutMapping("/draft")
    DraftSaved saveDraft(@PathVariable String taskId, @RequestBody DraftBody body, Principal user) {
        int version = drafts.save(taskId, user.getName(), open -> draft(open, body));
        return new DraftSaved(version, Instant.now());
    }

    @PostMapping("/completion")
    CompletionAnswer complete(@PathVariable String taskId, @RequestBody CompletionBody body, Principal user) {
        Completed done = completion.complete(taskId, user.getName(), open -> click(open, body));
        return new CompletionAnswer(
                done.next().orElse(null),
                done.waiting().orElse(null),
                done.next().isPresent() ? null : summaries.pageAfter(done.file()),
                message(done, body.direction(), user.getName()),
                done.problems(),
                summaries.of(done.file()));
    }

    @PostMapping("/claim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void claim(@PathVariable String taskId, Principal user) {
        claims.claim(taskId, user.getName());
    }

    private String message(Completed done, String direction, String user) {
        if (done.next().isPresent()) {
            return direction(direction) == Direction.NEXT ? "已保存，进入下一步" : "已保存，返回上一步";
        }
        return done.file().applicant().equals(user) ? summaries.messageAfter(done.file()) : "办理完毕，结果已登记并告知申请人。";
    }

    private Draft draft(OpenTask open, DraftBody body) {
        Object entered = section(open, body.section());
        if (entered == null) {
            throw new SectionRefused(List.of(new Problem("section", "没有可保存的内容")));
        }
        return new Draft(version(body.version()), entered);
    }

    private Click click(OpenTask open, CompletionBody body) {
        Direction direction = direction(body.direction());
        Object entered = section(open, body.section());
        return new Click(version(body.version()), direction, entered);
    }

    private Object section(OpenTask open, JsonNode content) {
        if (content == null || content.isNull()) {
            return null;
        }
        return json.read(content, open.form().section().type());
    }

    private static int version(Integer version) {
        return Optional.ofNullable(version)
                .orElseThrow(() -> new SectionRefused(List.of(new Problem("version", "缺少版本号，请刷新后再试"))));
    }

    private static Direction direction(String value) {
        try {
            return Direction.of(value);
        } catch (IllegalArgumentException e) {
            throw new SectionRefused(List.of(new Problem("direction", "direction 只能是 next 或 back")));
        }
    }
}
