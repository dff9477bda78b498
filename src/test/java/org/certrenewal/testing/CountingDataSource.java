package org.certrenewal.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts what one thread sends to the database, the engine's statements apart from our own. A batch is one statement:
 * it is one way to the database and back.
 */
public final class CountingDataSource extends DelegatingDataSource {

    /** Through it the engine sends all its statements, and we none. */
    private static final String ENGINE = "org.apache.ibatis.";

    /** Through it we send ours. */
    private static final String SPRING = "org.springframework.jdbc.core.";

    private final Counter counter;

    private CountingDataSource(DataSource target, Counter counter) {
        super(target);
        this.counter = counter;
    }

    /**
     * Holds what was sent.
     *
     * @param own our statements, in order
     * @param engine the engine's statements, in order
     * @param commits how many transactions were committed
     * @param all everything in order: who sent it, and what
     */
    public record Sent(List<String> own, List<String> engine, int commits, List<String> all) {

        /** Returns both together. */
        public Sent and(Sent other) {
            return new Sent(
                    Stream.concat(own.stream(), other.own.stream()).toList(),
                    Stream.concat(engine.stream(), other.engine.stream()).toList(),
                    commits + other.commits,
                    Stream.concat(all.stream(), other.all.stream()).toList());
        }

        /** Returns how many statements there are, whoever sent them. */
        public int statements() {
            return own.size() + engine.size();
        }
    }

    /** Counts for the thread that asks. */
    public static final class Counter {

        private final ThreadLocal<List<Executed>> executed = new ThreadLocal<>();

        private record Executed(String sql, boolean byEngine, boolean commit) {}

        /** Something that may fail. */
        public interface Work {
            void run() throws Exception;
        }

        /** Returns what this thread sends while it works. */
        public Sent during(Work work) {
            List<Executed> before = executed.get();
            List<Executed> all = new ArrayList<>();
            executed.set(all);
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                executed.set(before);
            }
            return new Sent(
                    all.stream()
                            .filter(it -> !it.byEngine() && !it.commit())
                            .map(Executed::sql)
                            .toList(),
                    all.stream()
                            .filter(it -> it.byEngine() && !it.commit())
                            .map(Executed::sql)
                            .toList(),
                    (int) all.stream().filter(Executed::commit).count(),
                    all.stream()
                            .map(it -> (it.byEngine() ? "engine " : "own    ")
                                    + it.sql().replaceAll("\\s+", " ").strip())
                            .toList());
        }

        private void statement(String sql) {
            if (executed.get() != null) {
                executed.get().add(new Executed(sql, isFromTheEngine(), false));
            }
        }

        /** The nearest caller decides: a delegate of ours stands above statements of the engine, too. */
        private static boolean isFromTheEngine() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                            .filter(name -> name.startsWith(ENGINE) || name.startsWith(SPRING))
                            .findFirst()
                            .filter(name -> name.startsWith(ENGINE))
                            .isPresent());
        }

        private void commit() {
            if (executed.get() != null) {
                executed.get().add(new Executed("commit", false, true));
            }
        }
    }

    /** Puts it before the application's own data source. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        static Counter counter() {
            return new Counter();
        }

        @Bean
        static BeanPostProcessor countingDataSource(Counter counter) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? new CountingDataSource(source, counter) : bean;
                }
            };
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return watched(Connection.class, super.getConnection(), null);
    }

    private <T> T watched(Class<T> type, Object target, String prepared) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        counter.commit();
                    }
                    String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                            ? text
                            : prepared;
                    if (target instanceof Statement && method.getName().startsWith("execute")) {
                        counter.statement(sql);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Statement && target instanceof Connection
                                ? watched(method.getReturnType(), result, sql)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
