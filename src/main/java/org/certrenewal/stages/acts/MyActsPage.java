package org.certrenewal.stages.acts;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Remedies;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.registry.CertificateMatters;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Paragraphs;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 证书处置, for the holder: what is intended or was decided, its papers, and the answer to it. */
@Controller
class MyActsPage implements CertificateMatters {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Acts acts;
    private final Disposals disposals;
    private final ActPapers papers;
    private final Certificates certificates;
    private final LawBook law;
    private final Clock clock;

    MyActsPage(Acts acts, Disposals disposals, ActPapers papers, Certificates certificates, LawBook law, Clock clock) {
        this.acts = acts;
        this.disposals = disposals;
        this.papers = papers;
        this.certificates = certificates;
        this.law = law;
        this.clock = clock;
    }

    /** Shows a paper; the days until which it can be contested are known from its service on. */
    record PaperLine(String title, String href, String issued, String contest) {}

    record View(
            String id,
            String number,
            String what,
            String state,
            String ground,
            String due,
            boolean canAnswer,
            boolean canAskForHearing,
            String statement,
            String weighing,
            List<PaperLine> papers) {}

    @GetMapping("/my/acts/{id}")
    String show(@PathVariable String id, Authentication login, Model model) {
        model.addAttribute("act", view(own(id, login)));
        model.addAttribute("longest", Lengths.ACT_STATEMENT);
        return "my-act";
    }

    @PostMapping("/my/acts/{id}/statement")
    String answer(
            @PathVariable String id,
            @RequestParam(defaultValue = "") @Paragraphs String statement,
            @RequestParam(defaultValue = "false") boolean hearing,
            Authentication login,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        own(id, login);
        try {
            disposals.answer(id, statement, hearing, login.getName());
        } catch (ActRefused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("problem", refused.getMessage());
            model.addAttribute("typed", statement);
            model.addAttribute("typedHearing", hearing);
            return show(id, login, model);
        }
        flash.addFlashAttribute("message", "已经提交，本机关将充分听取您的意见");
        return "redirect:/my/acts/" + id;
    }

    @Override
    public List<Line> about(CertificateNumber certificate) {
        return acts.on(certificate).stream()
                .filter(MyActsPage::isForTheHolder)
                .map(act -> new Line(act.kind().title(), shown(act), "/my/acts/" + act.id()))
                .toList();
    }

    /** What is proposed and not told to the holder is the office's own until it is decided. */
    static boolean isForTheHolder(Act act) {
        return act.notice().on().isPresent() || act.state() == Act.State.APPLIED;
    }

    static String shown(Act act) {
        return switch (act.state()) {
            case WAITING, WEIGHING -> "本机关正在审查";
            case APPLIED -> "已作出决定";
            case NOTICED -> "已告知，等待您陈述、申辩";
            case HEARING -> "您要求听证，等待听证";
            default -> act.state().label();
        };
    }

    /** What concerns somebody else is answered like what isn't there. */
    private Act own(String id, Authentication login) {
        return acts.withId(id)
                .filter(act -> certificates
                        .withNumber(act.certificate())
                        .filter(certificate -> disposals.isHolder(certificate, login.getName()))
                        .isPresent())
                .filter(MyActsPage::isForTheHolder)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private View view(Act act) {
        Optional<LocalDate> due = act.notice().due();
        Optional<Acts.Word> statement = acts.word(act.id(), Acts.WordKind.STATEMENT);
        boolean afterwards = act.state() == Act.State.APPLIED && act.notice().precedes() == Precedes.AFTERWARDS;
        boolean canAnswer = (act.state() == Act.State.NOTICED || afterwards && statement.isEmpty())
                && due.filter(day -> !LocalDate.now(clock).isAfter(day)).isPresent();
        return new View(
                act.id(),
                act.certificate().value(),
                act.kind().title(),
                shown(act),
                act.basis().ground(),
                due.map(DAY::format).orElse(""),
                canAnswer,
                canAnswer && act.notice().precedes() == Precedes.HEARING,
                statement.map(Acts.Word::text).orElse(""),
                act.isOpen()
                        ? ""
                        : acts.word(act.id(), Acts.WordKind.WEIGHING)
                                .map(Acts.Word::text)
                                .orElse(""),
                papers.of(act).stream()
                        .map(paper -> new PaperLine(
                                paper.title() + " " + paper.number(),
                                "/api/papers/" + paper.id(),
                                DAY.format(paper.issuedAt().atZone(clock.getZone())),
                                paper.servedAt()
                                        .filter(at -> paper.kind()
                                                        .letter()
                                                        .filter(kind -> kind
                                                                == act.kind()
                                                                        .paper()
                                                                        .letter())
                                                        .isPresent()
                                                && act.kind().paper().contestable())
                                        .map(at -> contest(
                                                at.atZone(clock.getZone()).toLocalDate()))
                                        .orElse("")))
                        .toList());
    }

    private String contest(LocalDate served) {
        Remedies remedies = law.clock().remedies(served);
        return "已于" + DAY.format(served) + "送达，可以申请行政复议至"
                + DAY.format(remedies.reconsiderationUntil().date()) + "止，提起行政诉讼至"
                + DAY.format(remedies.lawsuitUntil().date()) + "止";
    }
}
