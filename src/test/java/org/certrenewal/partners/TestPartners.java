package org.certrenewal.partners;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Makes lines, clients and signatures without an application: by settings, on a database of their own in memory. */
public final class TestPartners {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T02:00:00Z"));
    private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    private final JdbcDataSource database = new JdbcDataSource();
    private final PartnerSettings settings;
    private final SignedRequests signatures;
    private final PartnerLines lines;

    private TestPartners(Map<String, String> properties) {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V139__partners.sql")).execute(database);
        JdbcClient jdbc = JdbcClient.create(database);
        settings = new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("renewal", PartnerSettings.class);
        signatures = new SignedRequests(settings, jdbc, new DataSourceTransactionManager(database), meters, now::get);
        lines = new PartnerLines(settings, new JdbcJournal(jdbc, new Ticking()), meters);
    }

    /**
     * Makes them.
     *
     * @param properties names, without {@code renewal.partners.}, and values, in turns
     */
    public static TestPartners with(String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int index = 0; index < properties.length; index += 2) {
            map.put("renewal.partners." + properties[index], properties[index + 1]);
        }
        return new TestPartners(map);
    }

    private final class Ticking extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    public PartnerSettings settings() {
        return settings;
    }

    public PartnerLines lines() {
        return lines;
    }

    public SignedRequests signatures() {
        return signatures;
    }

    /** Makes clients that ask for the SSL bundles registered in {@link #bundles}. */
    public PartnerClients clients() {
        return new PartnerClients(settings, signatures, bundles, ObservationRegistry.NOOP);
    }

    public DefaultSslBundleRegistry bundles() {
        return bundles;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public JdbcDataSource database() {
        return database;
    }

    /** Lets time pass, for signatures and journal; circuit breakers have the machine's. */
    public void pass(java.time.Duration duration) {
        now.updateAndGet(it -> it.plus(duration));
    }
}
