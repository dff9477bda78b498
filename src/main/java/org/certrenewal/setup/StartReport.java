package org.certrenewal.setup;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends the start with one block: where to go, who can log in, where the data lie. */
@Component
class StartReport {

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private final ObjectProvider<FirstLoad> loads;
    private final PartnerSettings partners;
    private final String baseUrl;
    private final String database;

    StartReport(
            ObjectProvider<FirstLoad> loads,
            PartnerSettings partners,
            @Value("${renewal.base-url}") String baseUrl,
            @Value("${spring.datasource.url}") String database) {
        this.loads = loads;
        this.partners = partners;
        this.baseUrl = baseUrl;
        this.database = database;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        StartBlock block = new StartBlock(
                "特种作业证书延续 已启动（Camunda " + ProcessEngine.class.getPackage().getImplementationVersion() + "）");
        block.line("首页", baseUrl + "/");
        block.line("任务", baseUrl + "/camunda/app/tasklist/");
        block.line("监控", baseUrl + "/camunda/app/cockpit/");
        block.line("证书查询", baseUrl + "/lookup");
        block.line("数据", database);
        String standIns = Arrays.stream(Partner.values())
                .filter(partner -> partner.isNeeded() && !partners.isReal(partner))
                .map(Partner::title)
                .collect(Collectors.joining("、"));
        if (!standIns.isEmpty()) {
            block.line("演示替身", standIns);
        }
        loads.orderedStream().forEach(load -> load.report(block));
        log.info(block.toString());
    }
}
