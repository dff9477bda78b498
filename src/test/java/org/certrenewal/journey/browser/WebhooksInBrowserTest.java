package org.certrenewal.journey.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.certrenewal.partners.webhooks.Subscriptions;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the administrators' page of webhooks, on a desk and on a phone. */
class WebhooksInBrowserTest extends BrowserTest {

    @Autowired
    private Subscriptions subscriptions;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void should_show_what_was_told_and_what_could_not_be() {
        subscriptions.create(
                Optional.empty(),
                "https://receiver.example.gov.cn/hooks/certificate-renewal",
                List.of("case.submitted", "case.accepted", "case.approved", "case.issued"),
                List.of("330200"),
                "admin");
        renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        jdbc.sql("update webhook_delivery set state = 'DEAD', attempts = 15, last_answer = '500'")
                .update();
        for (int width : List.of(DESKTOP, PHONE)) {
            Screen screen = screen(width).logIn("admin").visit("/admin/webhooks");
            screen.wholePicture("webhooks-" + width);
            assertThat((boolean) screen.page().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing lies beside the screen at %s", width)
                    .isTrue();
        }
    }
}
