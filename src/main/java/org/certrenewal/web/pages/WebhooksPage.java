package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.partners.webhooks.CaseHappening;
import org.certrenewal.partners.webhooks.Deliveries;
import org.certrenewal.partners.webhooks.Deliveries.Delivery;
import org.certrenewal.partners.webhooks.Deliveries.State;
import org.certrenewal.partners.webhooks.Subscription;
import org.certrenewal.partners.webhooks.Subscriptions;
import org.certrenewal.partners.webhooks.Subscriptions.Created;
import org.certrenewal.partners.webhooks.WebhookRefused;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.typed.Codes;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 事件通知, for administrators: who is told what happens in cases, what was told, and what couldn't be. */
@Controller
class WebhooksPage {

    private static final int MOST = 100;
    private static final int LONGEST_NUMBER = 32;

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final Offices offices;
    private final Clock clock;
    private final DateTimeFormatter time;

    WebhooksPage(Subscriptions subscriptions, Deliveries deliveries, Offices offices, Clock clock) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.offices = offices;
        this.clock = clock;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /** Shows a subscription. */
    record Line(
            String id,
            String url,
            String events,
            String offices,
            String state,
            boolean active,
            String by,
            String at,
            String previousUntil,
            long waiting,
            long delivered,
            long dead) {}

    /** Shows a message. */
    record Message(
            String id,
            String caseNumber,
            String event,
            String at,
            String state,
            String answer,
            boolean dead,
            String url) {}

    record Choice(String value, String label) {}

    @GetMapping("/admin/webhooks")
    String show(@RequestParam(defaultValue = "DEAD") String state, Model model) {
        Optional<State> chosen = Arrays.stream(State.values())
                .filter(it -> it.name().equals(state))
                .findFirst();
        Map<String, Map<State, Long>> counts = deliveries.counts();
        List<Subscription> all = subscriptions.all();
        Map<String, String> urls = all.stream()
                .collect(Collectors.toMap(Subscription::id, it -> it.url().toString()));
        model.addAttribute(
                "subscriptions",
                all.stream()
                        .map(it -> line(it, counts.getOrDefault(it.id(), Map.of())))
                        .toList());
        model.addAttribute(
                "messages",
                deliveries.recent(chosen, MOST).stream()
                        .map(it -> message(it, urls))
                        .toList());
        model.addAttribute("chosen", chosen.map(State::name).orElse("ALL"));
        model.addAttribute(
                "states",
                Arrays.stream(State.values())
                        .map(it -> new Choice(it.name(), it.label()))
                        .toList());
        model.addAttribute(
                "events",
                Arrays.stream(CaseHappening.values())
                        .map(it -> new Choice(it.wire(), it.label()))
                        .toList());
        model.addAttribute(
                "offices",
                offices.all().stream()
                        .map(it -> new Choice(it.code(), it.name()))
                        .toList());
        model.addAttribute("today", LocalDate.now(clock).toString());
        return "webhooks";
    }

    /** Shows the secret once, on the page that comes next. */
    @PostMapping("/admin/webhooks")
    String create(
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") List<String> events,
            @RequestParam(defaultValue = "") List<String> offices,
            Authentication login,
            RedirectAttributes flash) {
        try {
            Created made = subscriptions.create(Optional.empty(), url, events, offices, login.getName());
            flash.addFlashAttribute("secret", made.secret());
            flash.addFlashAttribute("message", "已订阅");
        } catch (WebhookRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/admin/webhooks";
    }

    @PostMapping("/admin/webhooks/{id}/pause")
    String pause(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, subscriptions.change(id, Subscription.State.PAUSED, login.getName()), "已暂停，事件留待恢复后发送");
    }

    @PostMapping("/admin/webhooks/{id}/resumption")
    String resume(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, subscriptions.change(id, Subscription.State.ACTIVE, login.getName()), "已恢复发送");
    }

    @PostMapping("/admin/webhooks/{id}/secret")
    String renewSecret(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        Optional<Created> renewed = subscriptions.renewSecret(id, login.getName());
        renewed.ifPresent(it -> flash.addFlashAttribute("secret", it.secret()));
        return answered(flash, renewed.isPresent(), "已更换签名密钥；旧密钥在过渡期内同时有效");
    }

    @PostMapping("/admin/webhooks/{id}/end")
    String end(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, subscriptions.end(id, login.getName()), "订阅已结束");
    }

    @PostMapping("/admin/webhooks/{id}/replay")
    String replay(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String caseNumber,
            Authentication login,
            RedirectAttributes flash) {
        Instant from;
        try {
            from = LocalDate.parse(since.strip()).atStartOfDay(clock.getZone()).toInstant();
        } catch (DateTimeException none) {
            flash.addFlashAttribute("problem", "请填写起始日期");
            return "redirect:/admin/webhooks";
        }
        String number = Codes.capitals(caseNumber);
        if (!number.matches("[0-9A-Z]{0," + LONGEST_NUMBER + "}")) {
            flash.addFlashAttribute("problem", "办件编号由数字和大写字母组成");
            return "redirect:/admin/webhooks";
        }
        int begun =
                deliveries.replay(id, from, number.isEmpty() ? Optional.empty() : Optional.of(number), login.getName());
        flash.addFlashAttribute("message", begun == 0 ? "没有可以重新发送的通知" : "已安排按顺序重新发送");
        return "redirect:/admin/webhooks?state=WAITING";
    }

    @PostMapping("/admin/webhooks/messages/{id}/again")
    String again(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, deliveries.again(id, login.getName()), "已安排重新发送");
    }

    private static String answered(RedirectAttributes flash, boolean done, String message) {
        flash.addFlashAttribute(done ? "message" : "problem", done ? message : "这一项已经变动，请查看最新情况");
        return "redirect:/admin/webhooks";
    }

    private Line line(Subscription it, Map<State, Long> counts) {
        return new Line(
                it.id(),
                it.url().toString(),
                it.events().size() == CaseHappening.values().length
                        ? "全部事件"
                        : it.events().stream().map(CaseHappening::label).collect(Collectors.joining("、")),
                it.offices().isEmpty()
                        ? "全部考核发证机关"
                        : it.offices().stream()
                                .map(code ->
                                        offices.withCode(code).map(Office::name).orElse(code))
                                .collect(Collectors.joining("、")),
                it.state().label(),
                it.state() == Subscription.State.ACTIVE,
                it.createdBy(),
                time.format(it.createdAt()),
                it.previousUntil()
                        .filter(until -> until.isAfter(clock.instant()))
                        .map(time::format)
                        .orElse(""),
                counts.getOrDefault(State.WAITING, 0L),
                counts.getOrDefault(State.DELIVERED, 0L),
                counts.getOrDefault(State.DEAD, 0L));
    }

    private Message message(Delivery it, Map<String, String> urls) {
        return new Message(
                it.id(),
                it.caseNumber(),
                CaseHappening.named(it.event()).map(CaseHappening::label).orElse(it.event()),
                time.format(it.happenedAt()),
                it.state().label(),
                it.answer().orElse(""),
                it.state() == State.DEAD,
                urls.getOrDefault(it.subscription(), ""));
    }
}
