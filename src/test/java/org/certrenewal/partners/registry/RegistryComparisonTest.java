package org.certrenewal.partners.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.registry.Certificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks for comparisons with an empty platform, again and again. */
class RegistryComparisonTest {

    private static final Instant NOW = Instant.parse("2026-11-02T01:00:00Z");

    private final RegistryProtocol platform = mock(RegistryProtocol.class);
    private final Certificates certificates = mock(Certificates.class);
    private JdbcClient jdbc;
    private DriverManagerDataSource source;

    @BeforeEach
    void begin() {
        source = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V141__registry_comparison.sql"))
                .execute(source);
        jdbc = JdbcClient.create(source);
        when(certificates.snapshotsAfter(any(), org.mockito.ArgumentMatchers.anyInt()))
                .thenReturn(List.of());
        when(platform.page(any())).thenReturn(new RegistryProtocol.Page(List.of(), Optional.empty()));
    }

    private RegistryComparison at(Instant now) {
        return new RegistryComparison(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                Clock.fixed(now, ZoneOffset.UTC),
                certificates,
                mock(ApplicationEventPublisher.class),
                Duration.ofDays(1),
                Optional.of(platform));
    }

    @Test
    void should_compare_once_a_day_and_whenever_somebody_asks() {
        at(NOW).run();
        at(NOW.plusSeconds(60)).run();
        verify(platform, times(1)).page(any());

        // Nothing was there to be compared; it is done again all the same.
        at(NOW.plusSeconds(60)).request();
        at(NOW.plusSeconds(60)).run();
        verify(platform, times(2)).page(any());
    }

    @Test
    void should_not_wait_for_a_node_that_died_at_it_when_somebody_asks() {
        jdbc.sql("update registry_run set started_at = timestamp with time zone '2026-11-02 01:00:00+00'")
                .update();
        at(NOW.plusSeconds(60)).request();
        at(NOW.plusSeconds(60)).run();
        verify(platform, times(0)).page(any());

        at(NOW.plus(Duration.ofMinutes(31))).request();
        at(NOW.plus(Duration.ofMinutes(31))).run();
        verify(platform, times(1)).page(any());
        assertThat(at(NOW).last().finishedAt()).isPresent();
    }
}
