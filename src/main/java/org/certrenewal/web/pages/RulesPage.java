package org.certrenewal.web.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certrenewal.access.UserNames;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Mark;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleSet;
import org.certrenewal.process.LawUpdates;
import org.certrenewal.process.Recalculation;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 规则与放假安排, for administrators: every value by which the program decides, with its article, source and mark, on any day;
 * and the command that reads the files anew.
 */
@Controller
class RulesPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int YEARS_AHEAD = 3;

    /** What the words of the closed lists mean. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("warn", "受理，并提示可能来不及"),
            Map.entry("refuse", "不予受理"),
            Map.entry("deemed-renewed", "视为准予延续"),
            Map.entry("alarm", "提醒负责人"),
            Map.entry("receipt", "自收到申请资料之日"),
            Map.entry("acceptance", "自受理之日"),
            Map.entry("stops-the-clock", "暂停计算"),
            Map.entry("restart", "重新计算"),
            Map.entry("resume", "接着计算剩余时间"),
            Map.entry("officer", "提示，由工作人员审查"),
            Map.entry("off", "不判断"),
            Map.entry("from-decision", "自作出决定之日起，不追溯"),
            Map.entry("from-old-end", "自原使用期届满次日起"),
            Map.entry("required", "必须"));

    private final LawBook law;
    private final LawUpdates updates;
    private final Recalculation recalculation;
    private final Undertakings undertakings;
    private final Offices offices;
    private final Trades trades;
    private final UserNames names;
    private final Clock clock;
    private final AuditTrail audit;

    RulesPage(
            LawBook law,
            LawUpdates updates,
            Recalculation recalculation,
            Undertakings undertakings,
            Offices offices,
            Trades trades,
            UserNames names,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.law = law;
        this.updates = updates;
        this.recalculation = recalculation;
        this.undertakings = undertakings;
        this.offices = offices;
        this.trades = trades;
        this.names = names;
        this.clock = clock;
    }

    /** Shows how well something is established. */
    record MarkView(String text, String kind) {
        static MarkView of(Mark mark) {
            return new MarkView(
                    mark.label(),
                    switch (mark) {
                        case SURE -> "good";
                        case LIKELY -> "warning";
                        case OPEN -> "bad";
                    });
        }
    }

    /** Shows a rule. */
    record RuleLine(
            String label, String value, String article, String source, MarkView mark, String note, String origin) {}

    /** Shows a period in which the same rules are in force. */
    record PeriodLine(String title, String from, String until, String day, boolean shown) {}

    /** Shows a year of the calendar. */
    record YearLine(int year, String notice, boolean provisional, int workingDays, String off, String worked) {}

    /** Shows an office. */
    record OfficeLine(
            String code,
            String name,
            String kind,
            String authority,
            String respondent,
            String remedies,
            String court,
            MarkView mark,
            String note) {}

    /** Shows a trade. */
    record TradeLine(String code, String name, String ages, String vision, MarkView mark, String note) {}

    /** Shows how the last reading went. */
    record ReloadView(String at, String actor, String text, String cause, boolean refused) {}

    /** Shows how the open cases were computed. */
    record RunView(String reason, String at, int seen, int changed, int failed, boolean complete, boolean running) {}

    @GetMapping("/admin/rules")
    String show(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate on, Model model) {
        LawBook.Edition edition = law.inForce();
        LocalDate day = Optional.ofNullable(on).orElseGet(() -> LocalDate.now(clock));
        LocalDate begin = edition.rules().all().get(0).from();
        if (day.isBefore(begin)) {
            model.addAttribute("problem", "最早的规则自" + DAY.format(begin) + "起施行，已改为显示该日的规则");
            day = begin;
        }
        RuleSet inForce = edition.rules().inForce(day);
        model.addAttribute("on", day.toString());
        model.addAttribute("onText", DAY.format(day));
        model.addAttribute("title", inForce.title());
        model.addAttribute(
                "rules", inForce.rules().stream().map(RulesPage::line).toList());
        model.addAttribute(
                "unverified",
                inForce.rules().stream()
                        .filter(rule -> !rule.isVerified())
                        .map(rule -> rule.key().label())
                        .toList());
        model.addAttribute(
                "periods",
                edition.rules().all().stream()
                        .map(set -> new PeriodLine(
                                set.title(),
                                DAY.format(set.from()),
                                set.until().equals(LocalDate.MAX) ? "今" : DAY.format(set.until()),
                                set.from().toString(),
                                set == inForce))
                        .toList());
        model.addAttribute("years", years(edition));
        Undertaking text = undertakings.on(LocalDate.now(clock));
        model.addAttribute("undertaking", text);
        model.addAttribute("undertakingFrom", DAY.format(text.from()));
        model.addAttribute(
                "offices", offices.all().stream().map(RulesPage::line).toList());
        model.addAttribute("trades", trades.all().stream().map(RulesPage::line).toList());
        model.addAttribute("folder", updates.folder().map(Object::toString).orElse(null));
        model.addAttribute("reload", updates.last().map(this::view).orElse(null));
        model.addAttribute("run", recalculation.last().map(this::view).orElse(null));
        return "rules";
    }

    /** Reads the files anew; the page then says how it went. */
    @PostMapping("/admin/rules/reload")
    String reload(Principal administrator) {
        audit.append(AuditTrail.ADMINISTRATION, administrator.getName(), "reloaded-rules", "", null);
        updates.reload(administrator.getName());
        return "redirect:/admin/rules#reload";
    }

    private static RuleLine line(Rule rule) {
        return new RuleLine(
                rule.key().label(),
                WORDS.getOrDefault(rule.value(), rule.value() + rule.key().unit()),
                rule.article(),
                rule.source(),
                MarkView.of(rule.mark()),
                rule.note(),
                rule.origin());
    }

    /** Lists the published years, and those ahead that are only computed. */
    private List<YearLine> years(LawBook.Edition edition) {
        Map<Integer, HolidayYear> published = edition.calendar().years();
        int now = LocalDate.now(clock).getYear();
        List<YearLine> lines = new ArrayList<>();
        IntStream.concat(
                        published.keySet().stream().mapToInt(Integer::intValue),
                        IntStream.range(now, now + YEARS_AHEAD))
                .distinct()
                .sorted()
                .forEach(year -> lines.add(Optional.ofNullable(published.get(year))
                        .map(table -> new YearLine(
                                year,
                                table.notice() + named(year, published.get(year + 1)),
                                false,
                                edition.calendar().workingDaysOf(year),
                                days(year, List.copyOf(table.off())),
                                days(year, List.copyOf(table.worked()))))
                        .orElseGet(() -> new YearLine(
                                year,
                                "尚未公布，按周末和法定的固定节假日暂算" + named(year, published.get(year + 1)),
                                true,
                                edition.calendar().workingDaysOf(year),
                                "",
                                ""))));
        return lines;
    }

    /** Says which days of a year the next year's notice has moved. */
    private static String named(int year, HolidayYear next) {
        if (next == null) {
            return "";
        }
        List<LocalDate> days = Stream.concat(next.off().stream(), next.worked().stream())
                .filter(day -> day.getYear() == year)
                .sorted()
                .toList();
        return days.isEmpty() ? "" : "；其中" + days(year, days) + "依" + next.notice();
    }

    /** Writes days that follow each other as a span. */
    private static String days(int year, List<LocalDate> days) {
        List<String> spans = new ArrayList<>();
        for (int from = 0; from < days.size(); ) {
            int to = from;
            while (to + 1 < days.size() && days.get(to + 1).equals(days.get(to).plusDays(1))) {
                to++;
            }
            String first = day(year, days.get(from));
            spans.add(from == to ? first : first + "至" + day(year, days.get(to)));
            from = to + 1;
        }
        return String.join("，", spans);
    }

    private static String day(int year, LocalDate day) {
        return (day.getYear() == year ? "" : day.getYear() + "年") + day.getMonthValue() + "月" + day.getDayOfMonth()
                + "日";
    }

    private static OfficeLine line(Office office) {
        return new OfficeLine(
                office.code(),
                office.name(),
                office.kind() == Office.Kind.ENTRUSTED ? "受委托" : "以自己的名义",
                office.authority(),
                office.respondent(),
                office.reconsiderationBody() + "；" + office.reconsiderationChannel(),
                office.court(),
                MarkView.of(office.mark()),
                office.note());
    }

    private static TradeLine line(Trade trade) {
        String ages = List.of("男 " + age(trade.ageLimitMale()), "女 " + age(trade.ageLimitFemale())).stream()
                .collect(Collectors.joining("，"));
        return new TradeLine(
                trade.code(),
                trade.name(),
                ages,
                "裸眼 " + trade.nakedVision() + "，矫正 " + trade.correctedVision(),
                MarkView.of(trade.mark()),
                trade.note());
    }

    private static String age(java.util.OptionalInt limit) {
        return limit.isPresent() ? limit.getAsInt() + "岁" : "未设";
    }

    private ReloadView view(LawUpdates.Result result) {
        return new ReloadView(
                time(result.at()),
                LawUpdates.WATCHER.equals(result.actor()) ? "系统（文件有变动）" : names.of(result.actor()),
                result.outcome().label(),
                result.cause(),
                result.outcome() == LawUpdates.Outcome.REFUSED);
    }

    private RunView view(Recalculation.Run run) {
        return new RunView(
                run.reason(),
                time(run.finishedAt().orElse(run.startedAt()).toInstant()),
                run.seen(),
                run.changed(),
                run.failed(),
                run.isComplete(),
                run.finishedAt().isEmpty());
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss", Locale.CHINA)
                .withZone(clock.getZone())
                .format(at);
    }
}
