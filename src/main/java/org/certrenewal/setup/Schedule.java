package org.certrenewal.setup;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.PeriodicWork;
import org.certrenewal.access.account.LoginSettings;
import org.certrenewal.access.oidc.Providers;
import org.certrenewal.access.oidc.SessionWatch;
import org.certrenewal.audit.AuditSeals;
import org.certrenewal.documents.seal.EvidenceRenewal;
import org.certrenewal.insight.CatchUp;
import org.certrenewal.notices.ExpiryService;
import org.certrenewal.notices.outside.Gathering;
import org.certrenewal.partners.registry.RegistryComparison;
import org.certrenewal.partners.webhooks.WebhookSender;
import org.certrenewal.privacy.Retention;
import org.certrenewal.process.LawUpdates;
import org.certrenewal.process.Reconciliation;
import org.certrenewal.process.outbox.Inquiry;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.setup.imports.ImportWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists everything that is done again and again, and how often. {@link org.certrenewal.PeriodicWorks} does it. */
@Configuration(proxyBeanMethods = false)
class Schedule {

    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    /** Each kind of message has a turn of its own, and a thread: a partner that hangs delays no other. */
    @Bean
    PeriodicWork.Several sendTheOutbox(OutboxWorker outbox, @Value("${renewal.outbox.poll:PT5S}") Duration every) {
        return () -> Stream.concat(
                        Stream.of(
                                new PeriodicWork(OutboxWorker.NAME, "送出发件箱里没有人处理的消息", every, outbox::drainOthers),
                                new PeriodicWork(
                                        OutboxWorker.NAME + "-leases",
                                        "延长正在送出的消息的占用时间",
                                        every.isZero() ? every : OutboxWorker.RENEWAL,
                                        outbox::renewLeases)),
                        outbox.partners().keySet().stream()
                                .sorted()
                                .map(kind -> new PeriodicWork(
                                        OutboxWorker.lane(kind),
                                        "送出发件箱里的消息（" + kind + "）",
                                        every,
                                        () -> outbox.drain(kind))))
                .toList();
    }

    /** Looks every so often whether it is time; on one node at a time. */
    @Bean
    PeriodicWork compareRegistries(
            RegistryComparison comparison, @Value("${renewal.registry-comparison.poll:PT1H}") Duration every) {
        return new PeriodicWork(
                        RegistryComparison.NAME,
                        "与省级证书平台核对证书",
                        comparison.isPossible() ? every : Duration.ZERO,
                        comparison::run)
                .oneAtATime();
    }

    @Bean
    PeriodicWork gatherNotices(Gathering gathering, @Value("${renewal.notices.gather:PT1M}") Duration every) {
        return new PeriodicWork("notices", "汇总提醒，送出免打扰时段里的通知", every, gathering::run);
    }

    @Bean
    PeriodicWork sendWebhooks(WebhookSender sender, @Value("${renewal.webhooks.poll:PT5S}") Duration every) {
        return new PeriodicWork(WebhookSender.NAME, "发送办件事件通知（webhook）", every, sender::turn);
    }

    @Bean
    PeriodicWork askPartners(List<Inquiry> inquiries, @Value("${renewal.outbox.poll:PT5S}") Duration every) {
        return new PeriodicWork("inquiries", "向外部系统查询还没有收到的结果", every, () -> inquiries.forEach(Inquiry::ask));
    }

    @Bean
    PeriodicWork catchUpWithFigures(CatchUp catchUp, @Value("${renewal.insight.poll:PT5S}") Duration every) {
        return new PeriodicWork("insight", "更新统计数字", every, catchUp::run);
    }

    @Bean
    PeriodicWork watchTheLaw(
            LawUpdates updates,
            @Value("${renewal.seeds:}") String folder,
            @Value("${renewal.law.watch:PT30S}") Duration every) {
        return new PeriodicWork(
                "law", "查看规则和放假安排的文件有没有变动", folder.isBlank() ? Duration.ZERO : every, updates::lookAtTheFolder);
    }

    @Bean
    PeriodicWork computeOpenCases(LawUpdates updates, @Value("${renewal.recalculation.poll:PT1M}") Duration every) {
        return new PeriodicWork(LawUpdates.RECALCULATION, "规则变动后重新计算在办办件的期限", every, updates::computeIfDue)
                .oneAtATime();
    }

    @Bean
    PeriodicWork sealTheAudit(AuditSeals seals, @Value("${renewal.audit.seal-every:PT1H}") Duration every) {
        return new PeriodicWork("audit", "给审计记录加封", every, () -> {
                    seals.markOnce();
                    seals.seal();
                })
                .onceAPeriod();
    }

    @Bean
    PeriodicWork renewTheEvidence(
            EvidenceRenewal evidence, @Value("${renewal.seals.evidence.poll:PT6H}") Duration every) {
        return new PeriodicWork("evidence", "在时间戳到期前续补归档时间戳", every, () -> {
                    EvidenceRenewal.Outcome outcome = evidence.run();
                    if (outcome.renewed() > 0) {
                        log.info("{} papers got a further archive timestamp", outcome.renewed());
                    }
                    if (!outcome.broken().isEmpty()) {
                        log.error(
                                "{} papers can't be read, and got no archive timestamp: {}; restore them and their timestamps"
                                        + " from a backup, it is tried again by itself",
                                outcome.broken().size(),
                                outcome.broken());
                    }
                })
                .oneAtATime();
    }

    @Bean
    PeriodicWork sayWhichKeysAreHere(KeyMember keys) {
        return new PeriodicWork("keys", "告诉其他节点本节点有哪些加密密钥", KeyMember.BEAT, keys::beat);
    }

    @Bean
    PeriodicWork askTheLogInProviders(
            Providers providers, LoginSettings settings, @Value("${renewal.login.look:PT30S}") Duration every) {
        return new PeriodicWork(
                "login-providers",
                "查看登录平台能不能用",
                settings.providers().isEmpty() ? Duration.ZERO : every,
                providers::look);
    }

    @Bean
    PeriodicWork watchProvidersLogIns(
            SessionWatch watch, LoginSettings settings, @Value("${renewal.login.check:PT20S}") Duration every) {
        return new PeriodicWork(
                "login-watch",
                "向登录平台核实已登录的账号是否仍然有效",
                settings.providers().isEmpty() ? Duration.ZERO : every,
                watch::run);
    }

    @Bean
    PeriodicWork sweepProvidersLogIns(SessionWatch watch, LoginSettings settings) {
        return new PeriodicWork(
                "login-sweep",
                "清除早已结束的平台登录",
                settings.providers().isEmpty() ? Duration.ZERO : Duration.ofHours(1),
                watch::sweep);
    }

    @Bean
    PeriodicWork lapseCertificates(ExpiryService expiries, @Value("${renewal.expiry.poll:PT1H}") Duration every) {
        return new PeriodicWork("expiry", "提醒证书将到期的持证人，注销已到期的证书", every, () -> {
                    ExpiryService.Run run = expiries.run();
                    if (run.told() + run.lapsed() > 0) {
                        log.info(
                                "{} holders told that their certificates end soon, {} certificates ended",
                                run.told(),
                                run.lapsed());
                    }
                })
                .onceAPeriod();
    }

    @Bean
    PeriodicWork bringInTheRegister(ImportWork imports, @Value("${renewal.import.poll:PT15S}") Duration every) {
        return new PeriodicWork(ImportWork.NAME, "导入登记数据", every, imports::turn);
    }

    @Bean
    PeriodicWork erasePersonalData(Retention retention, @Value("${renewal.retention.poll:PT6H}") Duration every) {
        return new PeriodicWork("retention", "清除超过保存期限的个人信息", every, () -> {
                    Retention.Run run = retention.run();
                    if (run.all() > 0) {
                        log.info("personal data whose time is over were erased: {}", run);
                    }
                })
                .onceAPeriod();
    }

    @Bean
    PeriodicWork reconcile(
            Reconciliation reconciliation, @Value("${renewal.reconciliation.poll:PT12H}") Duration every) {
        return new PeriodicWork("reconciliation", "核对办件和流程实例是否一致", every, () -> {
                    Reconciliation.Report report = reconciliation.run();
                    if (!report.isClean()) {
                        log.warn(
                                "cases and process instances had parted: closed {}, certificates freed {}; look in Cockpit at {}",
                                report.closed(),
                                report.freed(),
                                report.orphans());
                    }
                })
                .oneAtATime();
    }
}
