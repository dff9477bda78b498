package org.certrenewal.web.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.access.Role;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.notices.outside.Channel;
import org.certrenewal.notices.outside.Contacts;
import org.certrenewal.notices.outside.Contacts.Confirmation;
import org.certrenewal.notices.outside.Contacts.Contact;
import org.certrenewal.notices.outside.Contacts.Preference;
import org.certrenewal.notices.outside.Deliveries;
import org.certrenewal.notices.outside.MailAddress;
import org.certrenewal.notices.outside.MessageTexts;
import org.certrenewal.notices.outside.QuietHours;
import org.certrenewal.typed.Telephone;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 通知方式: where somebody wants to be told things outside the service, and when not. */
@Controller
class MyNotificationsPage {

    private static final int MOST = 20;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.CHINA);
    private static final String MOBILE = "1[3-9][0-9]{9}";
    private static final String BACK = "redirect:/my/notifications";

    private final Contacts contacts;
    private final Deliveries deliveries;
    private final MessageTexts texts;
    private final Throttle throttle;
    private final Limits limits;
    private final TransactionTemplate transaction;
    private final DateTimeFormatter time;

    MyNotificationsPage(
            Contacts contacts,
            Deliveries deliveries,
            MessageTexts texts,
            Throttle throttle,
            Limits limits,
            TransactionTemplate transaction,
            Clock clock) {
        this.contacts = contacts;
        this.deliveries = deliveries;
        this.texts = texts;
        this.throttle = throttle;
        this.limits = limits;
        this.transaction = transaction;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /** Shows one way; {@code real} says whether anything leaves on it. */
    record Way(
            String id,
            boolean real,
            String address,
            boolean wanted,
            String pending,
            String refusedAt,
            String typed,
            String problem) {}

    record Sent(String at, String channel, String subject, String state) {}

    /** Holds what was typed and refused on one way. */
    private record Refused(Channel channel, String typed, String problem) {}

    /**
     * Shows the page.
     *
     * @param code what the link in a mail brings; confirmed by a button, since programs that look through mails follow
     *     links
     */
    @GetMapping("/my/notifications")
    String show(@RequestParam(defaultValue = "") String code, Authentication login, Model model) {
        model.addAttribute("code", code);
        return page(login, model, null);
    }

    private String page(Authentication login, Model model, Refused refused) {
        String user = login.getName();
        Preference preference = contacts.preference(user);
        QuietHours quiet = preference.quiet();
        boolean rests = !quiet.from().equals(quiet.to());
        model.addAttribute("mail", way(user, Channel.MAIL, refused));
        model.addAttribute("phone", way(user, Channel.SMS, refused));
        model.addAttribute("rests", rests);
        model.addAttribute("from", CLOCK.format(rests ? quiet.from() : QuietHours.DEFAULT.from()));
        model.addAttribute("to", CLOCK.format(rests ? quiet.to() : QuietHours.DEFAULT.to()));
        model.addAttribute("staff", isStaff(login));
        model.addAttribute("ofGroups", preference.ofGroups());
        model.addAttribute(
                "sent",
                deliveries.of(user, MOST).stream()
                        .map(line -> new Sent(
                                time.format(line.at()),
                                line.channel().label(),
                                texts.of(line.kind()).subject(),
                                line.state().label()))
                        .toList());
        return "my-notifications";
    }

    private Way way(String user, Channel channel, Refused refused) {
        Optional<Contact> contact = contacts.find(user, channel);
        boolean mine = refused != null && refused.channel() == channel;
        return new Way(
                id(channel),
                deliveries.isReal(channel),
                contact.map(Contact::address).map(it -> shown(channel, it)).orElse(null),
                contact.map(Contact::wanted).orElse(false),
                contact.map(Contact::pending).map(it -> shown(channel, it)).orElse(null),
                contact.map(Contact::refusedAt).map(time::format).orElse(null),
                mine ? refused.typed() : "",
                mine ? refused.problem() : null);
    }

    private static String shown(Channel channel, String address) {
        return channel == Channel.SMS ? Telephone.shown(address) : address;
    }

    private static String id(Channel channel) {
        return channel == Channel.MAIL ? "mail" : "phone";
    }

    private static Channel channel(String id) {
        return Arrays.stream(Channel.values())
                .filter(it -> id(it).equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static boolean isStaff(Authentication login) {
        List<Role> roles = Role.of(login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList());
        return roles.stream().anyMatch(role -> role != Role.APPLICANT && role != Role.ANALYST);
    }

    /** Takes an address, and sends the code there that makes it count. */
    @PostMapping("/my/notifications/{way}/address")
    String address(
            @PathVariable String way,
            @RequestParam(defaultValue = "") String address,
            Authentication login,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Channel channel = channel(way);
        Optional<String> kept =
                channel == Channel.MAIL ? MailAddress.typed(address).map(MailAddress::value) : mobile(address);
        String problem = !deliveries.isReal(channel)
                ? "本系统没有接入" + channel.label() + "服务，不能发送"
                : kept.isEmpty()
                        ? channel == Channel.MAIL ? "请填写正确的邮箱地址，例如 name@example.com" : "请填写11位手机号码"
                        : !throttle.take(limits.addresses(), login.getName()) ? "更换得太频繁，请过一刻钟再试" : null;
        if (problem != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("code", "");
            return page(login, model, new Refused(channel, address, problem));
        }
        transaction.executeWithoutResult(status -> {
            contacts.propose(login.getName(), channel, kept.orElseThrow());
            deliveries.code(login.getName(), channel);
            gather(login);
        });
        flash.addFlashAttribute("message", channel == Channel.MAIL ? "确认邮件已发出，请在24小时内打开其中的链接确认" : "验证码已发出，请在10分钟内填写");
        return BACK + "#" + way;
    }

    private static Optional<String> mobile(String typed) {
        try {
            return Optional.of(Telephone.of(typed).value()).filter(number -> number.matches(MOBILE));
        } catch (Telephone.Invalid none) {
            return Optional.empty();
        }
    }

    /** Staff are told of many things: their mails are gathered. */
    private void gather(Authentication login) {
        Preference now = contacts.preference(login.getName());
        if (isStaff(login) && !now.gathered()) {
            contacts.prefer(login.getName(), new Preference(now.quiet(), true, true));
        }
    }

    @PostMapping("/my/notifications/{way}/confirmation")
    String confirm(
            @PathVariable String way,
            @RequestParam(defaultValue = "") String code,
            Authentication login,
            RedirectAttributes flash) {
        Channel channel = channel(way);
        Confirmation confirmation = contacts.confirm(login.getName(), channel, code.strip());
        boolean confirmed = confirmation == Confirmation.CONFIRMED;
        flash.addFlashAttribute(
                confirmed ? "message" : "problem",
                switch (confirmation) {
                    case CONFIRMED -> channel == Channel.MAIL ? "邮箱已确认，以后的通知会发到这里" : "手机已确认，以后的通知会发到这里";
                    case WRONG -> "验证码不对，请核对后再填";
                    case OVER -> "验证码已经失效，请重新填写地址，再收一次";
                });
        return BACK + "#" + way;
    }

    @PostMapping("/my/notifications/{way}/wanted")
    String want(
            @PathVariable String way,
            @RequestParam(defaultValue = "false") boolean wanted,
            Authentication login,
            RedirectAttributes flash) {
        contacts.want(login.getName(), channel(way), wanted);
        flash.addFlashAttribute("message", wanted ? "已开启" : "已关闭，消息仍可在系统内查看");
        return BACK + "#" + way;
    }

    @PostMapping("/my/notifications/{way}/removal")
    String remove(@PathVariable String way, Authentication login, RedirectAttributes flash) {
        contacts.forget(login.getName(), channel(way));
        flash.addFlashAttribute("message", "已删除");
        return BACK + "#" + way;
    }

    @PostMapping("/my/notifications/preferences")
    String prefer(
            @RequestParam(defaultValue = "false") boolean rests,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "false") boolean ofGroups,
            Authentication login,
            RedirectAttributes flash) {
        try {
            QuietHours quiet = rests
                    ? new QuietHours(LocalTime.parse(from, CLOCK), LocalTime.parse(to, CLOCK))
                    : new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
            if (rests && quiet.from().equals(quiet.to())) {
                flash.addFlashAttribute("problem", "免打扰的开始和结束不能相同；不需要的，请取消勾选");
                return BACK + "#quiet";
            }
            contacts.prefer(login.getName(), new Preference(quiet, isStaff(login), isStaff(login) && ofGroups));
            flash.addFlashAttribute("message", "已保存");
        } catch (DateTimeParseException notATime) {
            flash.addFlashAttribute("problem", "请填写免打扰的开始和结束时间，例如 22:00");
        }
        return BACK + "#quiet";
    }
}
