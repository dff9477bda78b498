package org.certrenewal.setup;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
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

    private final ObjectProvider<DemoData> demo;
    private final List<StandIn> standIns;
    private final Clock clock;
    private final String baseUrl;
    private final String database;

    StartReport(
            ObjectProvider<DemoData> demo,
            List<StandIn> standIns,
            Clock clock,
            @Value("${renewal.base-url}") String baseUrl,
            @Value("${spring.datasource.url}") String database) {
        this.demo = demo;
        this.standIns = standIns;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.database = database;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        StringBuilder text = new StringBuilder(
                "\n\n  特种作业证书延续 已启动（Camunda " + ProcessEngine.class.getPackage().getImplementationVersion() + "）\n");
        line(text, "首页", baseUrl + "/");
        line(text, "任务", baseUrl + "/camunda/app/tasklist/");
        line(text, "监控", baseUrl + "/camunda/app/cockpit/");
        line(text, "证书查询", baseUrl + "/lookup");
        line(text, "数据", database);
        if (!standIns.isEmpty()) {
            line(
                    text,
                    "演示替身",
                    standIns.stream().map(StandIn::standsInFor).sorted().collect(Collectors.joining("、")));
        }
        demo.ifAvailable(data -> demo(text, data));
        log.info(text.toString());
    }

    private void demo(StringBuilder text, DemoData data) {
        LocalDate loaded = data.firstLoad();
        long age = ChronoUnit.DAYS.between(loaded, LocalDate.now(clock));
        line(text, "演示数据", loaded + " 装入" + (age == 0 ? "（今天）" : "，已过 " + age + " 天；删除数据文件夹可以重新装入"));
        text.append("\n  登录（密码见括号）\n");
        for (DemoPerson person : data.people()) {
            text.append(String.format("    %-6s（%s） %s%n", person.id(), person.password(), person.story()));
        }
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("  ")
                .append(label)
                .append("\u3000".repeat(Math.max(1, 5 - label.length())))
                .append(value)
                .append('\n');
    }
}
