package org.certrenewal.stages.search;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleSet;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.PrivacyNotice;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** 查找服务事项: by the search box, or by 个人服务 → 按部门 → 省建设厅; the 用户须知 is read before entering. */
@Component
class SearchServiceForm implements TaskForm<ServiceChoice> {

    private final ServiceCatalogue catalogue;
    private final LawBook law;
    private final Consents consents;
    private final Clock clock;

    SearchServiceForm(ServiceCatalogue catalogue, LawBook law, Consents consents, Clock clock) {
        this.consents = consents;
        this.catalogue = catalogue;
        this.law = law;
        this.clock = clock;
    }

    record ServiceView(String code, String name, String departmentCode, String departmentName, boolean handledHere) {}

    record DepartmentView(String code, String name) {}

    record NoticeView(String title, List<NoticeParagraph> paragraphs) {}

    record NoticeParagraph(String heading, String text) {}

    /** @param read whether this person has read this version already */
    record PrivacyView(
            String version, String title, String englishTitle, List<PrivacyNotice.Part> parts, boolean read) {}

    record Context(
            List<ServiceView> services, List<DepartmentView> departments, NoticeView notice, PrivacyView privacy) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.SEARCH_SERVICE;
    }

    @Override
    public Section<ServiceChoice> section() {
        return ServiceChoice.SECTION;
    }

    @Override
    public Context context(CaseFile file) {
        List<String> names = catalogue.departments();
        Map<String, String> codes = IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(names::get, index -> "department-" + (index + 1)));
        List<ServiceView> services = catalogue.all().stream()
                .map(item -> new ServiceView(
                        item.code(), item.name(), codes.get(item.department()), item.department(), item.handledHere()))
                .toList();
        List<DepartmentView> departments = names.stream()
                .map(name -> new DepartmentView(codes.get(name), name))
                .toList();
        RuleSet inForce = law.rules().inForce(LocalDate.now(clock));
        List<NoticeParagraph> notice = catalogue.handledHere().notice().stream()
                .map(part -> new NoticeParagraph(part.title(), inForce.fillIn(String.join("\n", part.paragraphs()))))
                .toList();
        return new Context(services, departments, new NoticeView("用户须知", notice), privacy(file));
    }

    private PrivacyView privacy(CaseFile file) {
        PrivacyNotice notice = consents.notice();
        return new PrivacyView(
                notice.version(),
                notice.title(),
                notice.englishTitle(),
                notice.parts(),
                consents.hasReadNotice(file.applicant()));
    }

    @Override
    public List<Problem> validate(CaseFile file, ServiceChoice entered) {
        List<Problem> problems = new ArrayList<>();
        if (entered == null
                || entered.serviceCode() == null
                || entered.serviceCode().isBlank()) {
            problems.add(new Problem("serviceCode", "请先选择要办理的事项"));
            return problems;
        }
        if (catalogue.withCode(entered.serviceCode()).isEmpty()) {
            problems.add(new Problem("serviceCode", "目录中没有这个事项，请重新选择"));
        } else if (!Boolean.TRUE.equals(entered.noticeRead())) {
            problems.add(new Problem("noticeRead", "请先阅读用户须知，并勾选“我已阅读”"));
        } else if (!consents.notice().version().equals(entered.privacyNotice())
                && !consents.hasReadNotice(file.applicant())) {
            problems.add(new Problem("privacyNotice", "请先阅读《个人信息处理告知》，并勾选“我已阅读”"));
        }
        return problems;
    }

    @Override
    public List<Problem> foresee(CaseFile file, ServiceChoice entered) {
        return catalogue.withCode(entered.serviceCode()).filter(item -> !item.handledHere()).stream()
                .map(Services::elsewhere)
                .toList();
    }

    @Override
    public Map<String, Object> completed(CaseFile file, ServiceChoice entered, String actor) {
        if (!consents.hasReadNotice(actor)) {
            consents.answer(actor, Consents.Kind.NOTICE, Consents.Answer.GIVEN, Optional.of(file.number()));
        }
        return Map.of();
    }
}
