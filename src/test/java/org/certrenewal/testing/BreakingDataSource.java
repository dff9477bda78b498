package org.certrenewal.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Breaks off after as many statements as a test says; until then, passes everything on. */
public final class BreakingDataSource extends DelegatingDataSource {

    private final Breaker breaker;

    private BreakingDataSource(DataSource target, Breaker breaker) {
        super(target);
        this.breaker = breaker;
    }

    /** Breaks off after a number of statements of the thread that asked, once. */
    public static final class Breaker {

        private final ThreadLocal<Integer> left = ThreadLocal.withInitial(() -> 0);

        /** Asks for a break after a number of statements; a commit counts as one, broken off before it happens. */
        public void after(int statements) {
            left.set(statements);
        }

        /** Takes it back. */
        public void never() {
            left.set(0);
        }

        private void count() throws SQLException {
            int now = left.get();
            left.set(Math.max(0, now - 1));
            if (now == 1) {
                throw new SQLException("broken off by the test");
            }
        }
    }

    /** Puts it before the application's own data source. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        static Breaker breaker() {
            return new Breaker();
        }

        @Bean
        static BeanPostProcessor breakingDataSource(Breaker breaker) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? new BreakingDataSource(source, breaker) : bean;
                }
            };
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return watched(Connection.class, super.getConnection());
    }

    private <T> T watched(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        breaker.count();
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().startsWith("execute")) {
                        breaker.count();
                    }
                    return result instanceof Statement ? watched(method.getReturnType(), result) : result;
                }));
    }
}
