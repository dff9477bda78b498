package org.certrenewal.access.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.certrenewal.access.limits.Throttle.Limit;
import org.certrenewal.casefile.Sha256;
import org.certrenewal.vault.AesVault;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottleTest {

    private static final Limit FIVE = new Limit("test", 5, Duration.ofMinutes(15));

    private EmbeddedPostgres postgres;

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    Stream<DataSource> databases() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Stream.of(h2, postgres.getPostgresDatabase());
    }

    private static JdbcClient table(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("drop table if exists throttle").update();
        jdbc.sql("""
                        create table throttle (bucket varchar(64) not null primary key,
                            ends_at timestamp with time zone not null, tries integer not null)
                        """).update();
        return jdbc;
    }

    private static Throttle throttle(DataSource database) {
        AesVault vault = new AesVault("k", Map.of("k", new byte[32]), new byte[32]);
        return new Throttle(JdbcClient.create(database), new DataSourceTransactionManager(database), vault);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_admit_no_more_at_the_same_moment(DataSource database) throws Exception {
        JdbcClient jdbc = table(database);
        Throttle throttle = throttle(database);
        for (int round = 0; round < 5; round++) {
            String key = "round " + round;
            assertThat(atOnce(40, () -> throttle.take(FIVE, key))).hasSize(5);
            assertThat(throttle.take(FIVE, key)).isFalse();
            throttle.giveBack(FIVE, key);
            assertThat(atOnce(10, () -> throttle.take(FIVE, key))).hasSize(1);
            jdbc.sql("update throttle set ends_at = timestamp '2000-01-01 00:00:00'")
                    .update();
            assertThat(atOnce(40, () -> throttle.take(FIVE, key))).hasSize(5);
            throttle.forget(FIVE, key);
            assertThat(throttle.take(FIVE, key)).isTrue();
        }
    }

    /** The other one begins just when this one has seen that nobody has begun. */
    @ParameterizedTest
    @MethodSource("databases")
    void should_admit_whoever_comes_second_at_the_same_moment(DataSource database) {
        table(database);
        Throttle other = throttle(database);
        Throttle throttle = throttle(new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")
                                    && arguments[0].toString().contains("insert into throttle")) {
                                assertThat(other.take(FIVE, "key")).isTrue();
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        });
        assertThat(throttle.take(FIVE, "key")).isTrue();
        assertThat(Stream.generate(() -> other.take(FIVE, "key")).limit(4)).containsExactly(true, true, true, false);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void should_show_nobody_what_was_tried(DataSource database) {
        JdbcClient jdbc = table(database);
        throttle(database).take(FIVE, "330203198503159914");
        assertThat(jdbc.sql("select bucket from throttle").query(String.class).list())
                .singleElement()
                .asString()
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Sha256.of("test", "330203198503159914"));
    }

    /** Returns the tries that were admitted. */
    private static List<Boolean> atOnce(int times, Callable<Boolean> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            return threads.invokeAll(Stream.generate(() -> work).limit(times).toList()).stream()
                    .map(result -> {
                        try {
                            return result.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .filter(Boolean::booleanValue)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }
}
