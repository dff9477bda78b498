package org.certrenewal.process.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class OutboxWorkerTest {

    @Test
    void should_keep_what_failed_and_not_what_a_partner_said_about_somebody() {
        assertThat(OutboxWorker.kindsOf(new IllegalStateException(
                        "503 Service Unavailable: 王海生 330203198503159914 not found",
                        new SocketTimeoutException("Read timed out"))))
                .isEqualTo("IllegalStateException 503 SocketTimeoutException");
    }
}
