package org.certrenewal.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.certrenewal.partners.webhooks.Subscription;
import org.certrenewal.partners.webhooks.Subscriptions;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscribes, pauses, replays and ends as an administrator, and tries it as others. */
@RenewalTest
class WebhooksPageTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Subscriptions subscriptions;

    @Autowired
    private JdbcClient jdbc;

    private Intruder admin;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        admin = Intruder.of("admin", port);
    }

    @AfterEach
    void end() {
        subscriptions.all().forEach(it -> subscriptions.end(it.id(), "test"));
    }

    private String subscribed(String url) {
        admin.form("/admin/webhooks", Map.of("url", url, "events", "case.accepted", "offices", "330200"));
        return admin.get("/admin/webhooks").body();
    }

    @Test
    void should_show_the_secret_once_and_keep_it_sealed() {
        String first = subscribed("https://example.org/hook");
        assertThat(first).contains("whsec_", "已订阅", "https://example.org/hook", "已受理（含视为受理）");
        assertThat(admin.get("/admin/webhooks").body()).doesNotContain("whsec_");
        assertThat(jdbc.sql("select secret from webhook_subscription")
                        .query(String.class)
                        .single())
                .doesNotContain("whsec_");
    }

    @Test
    void should_refuse_with_a_sentence_what_cannot_be_told() {
        assertThat(subscribed("ftp://example.org")).contains("接收地址须是");
        assertThat(subscribed("https://10.0.0.1/x")).contains("接收地址不是公网地址");
        assertThat(subscribed("https://user:secret@example.org")).contains("不能带账号密码");
        admin.form("/admin/webhooks", Map.of("url", "https://example.org"));
        assertThat(admin.get("/admin/webhooks").body()).contains("请至少选择一种事件");
        assertThat(subscriptions.all()).isEmpty();
    }

    @Test
    void should_pause_go_on_send_again_and_end() {
        subscribed("https://example.org/hook");
        String id = subscriptions.all().get(0).id();
        admin.form("/admin/webhooks/" + id + "/pause", Map.of());
        assertThat(admin.get("/admin/webhooks").body()).contains("已暂停");
        assertThat(subscriptions.all().get(0).state()).isEqualTo(Subscription.State.PAUSED);
        admin.form("/admin/webhooks/" + id + "/resumption", Map.of());
        assertThat(admin.get("/admin/webhooks").body()).contains("已恢复发送");
        assertThat(subscriptions.all().get(0).state()).isEqualTo(Subscription.State.ACTIVE);
        admin.form("/admin/webhooks/" + id + "/replay", Map.of("since", "never"));
        assertThat(admin.get("/admin/webhooks").body()).contains("请填写起始日期");
        admin.form("/admin/webhooks/" + id + "/replay", Map.of("since", "2026-08-01"));
        assertThat(admin.get("/admin/webhooks?state=WAITING").body()).contains("没有可以重新发送的通知");
        admin.form("/admin/webhooks/" + id + "/end", Map.of());
        assertThat(admin.get("/admin/webhooks").body()).contains("订阅已结束");
        assertThat(subscriptions.all()).isEmpty();
        admin.form("/admin/webhooks/" + id + "/end", Map.of());
        assertThat(admin.get("/admin/webhooks").body()).contains("已经变动");
    }

    @Test
    void should_be_for_administrators_only() {
        for (String user : new String[] {"w01", "o01", "s01", "a01"}) {
            Intruder other = Intruder.of(user, port);
            assertThat(other.get("/admin/webhooks").status()).as(user).isEqualTo(403);
            assertThat(other.form("/admin/webhooks", Map.of("url", "https://example.org"))
                            .status())
                    .as(user)
                    .isEqualTo(403);
        }
    }
}
