package org.certrenewal.stages.search;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.ServiceChoice;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleSet;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** 查找服务事项: by the search box, or by 个人服务 → 按部门 → 省建设厅; the 用户须知 is read before entering. */
@Component
class SearchServiceForm implements TaskForm<ServiceChoice> {

    private final ServiceCatalogue catalogue;
    private final LawBook law;
    private final Clock clock;

    SearchServiceForm(ServiceCatalogue catalogue, LawBook law, Clock clock) {
        this.catalogue = catalogue;
        this.law = law;
        this.clock = clock;
    }

    record ServiceView(String code, String name, String departmentCode, String departmentName, boolean handledHere) {}

    record DepartmentView(String code, String name) {}

    record NoticeView(String title, List<NoticeParagraph> paragraphs) {}

    record NoticeParagraph(String heading, String text) {}

    record Context(List<ServiceView> services, List<DepartmentView> departments, NoticeView notice) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.SEARCH_SERVICE;
    }

    @Override
    public Section<ServiceChoice> section() {
        return Section.SERVICE;
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
        return new Context(services, departments, new NoticeView("用户须知", notice));
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
        }
        return problems;
    }

    @Override
    public List<Problem> foresee(CaseFile file, ServiceChoice entered) {
        return catalogue.withCode(entered.serviceCode()).filter(item -> !item.handledHere()).stream()
                .map(Services::elsewhere)
                .toList();
    }
}
