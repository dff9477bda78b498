package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.access.outage.PatientDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.support.ConfigurableConversionService;
import org.springframework.mock.env.MockEnvironment;

class DatabaseSettingsTest {

    private final MockEnvironment environment = new MockEnvironment();

    {
        environment.setConversionService(
                (ConfigurableConversionService) ApplicationConversionService.getSharedInstance());
    }

    private final BeanPostProcessor settings = DatabaseSettings.settingsOfEachConnection(environment);

    private HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        settings.postProcessBeforeInitialization(pool, "dataSource");
        return pool;
    }

    @Test
    void should_limit_locks_statements_and_idle_transactions_on_postgres() {
        HikariDataSource pool = pool("jdbc:postgresql://localhost/renewal");
        assertThat(pool.getDataSourceProperties())
                .containsEntry(
                        "options",
                        "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=15000")
                .containsEntry("socketTimeout", "35");
        assertThat(settings.postProcessAfterInitialization(pool, "dataSource")).isInstanceOf(PatientDataSource.class);
    }

    @Test
    void should_wait_for_a_lock_on_h2_as_long_as_is_set() throws SQLException {
        environment.setProperty("renewal.database.lock", "PT0.3S");
        assertThat(lockTimeout(pool("jdbc:h2:mem:settings"))).isEqualTo(300);
        assertThat(lockTimeout(pool("jdbc:h2:mem:settings2;LOCK_TIMEOUT=700"))).isEqualTo(700);
    }

    private static int lockTimeout(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select lock_timeout()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void should_write_at_commit_where_h2_keeps_a_file() {
        assertThat(settings.postProcessAfterInitialization(pool("jdbc:h2:file:./target/never-opened"), "dataSource"))
                .isInstanceOf(WrittenAtCommit.class);
    }

    @Test
    void should_refuse_h2_in_production_in_a_file_and_in_memory() {
        environment.setActiveProfiles("production");
        for (String url : new String[] {"jdbc:h2:file:./data/renewal", "jdbc:h2:mem:x", "jdbc:h2:tcp://db/renewal"}) {
            assertThat(refused(url))
                    .extracting(Throwable::getMessage)
                    .containsExactly("在生产环境（profile production）中不能使用嵌入式数据库 H2");
        }
        assertThat(refused("jdbc:postgresql://localhost/renewal")).isEmpty();
    }

    private List<CannotStart> refused(String url) {
        environment.setProperty("spring.datasource.url", url);
        return new DatabaseKindCheck()
                .reasons(new StartCheck.Start(environment, new DefaultListableBeanFactory(), true, Optional.empty()));
    }
}
