package org.certrenewal.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * @param statements in order
     * @param commits how many transactions were committed in which something was sent
     */
    public record Sent(List<Statement> statements, int commits) {

        /** Returns both together. */
        public Sent and(Sent other) {
            return new Sent(
                    Stream.concat(statements.stream(), other.statements.stream())
                            .toList(),
                    commits + other.commits);
        }

        /** Returns our statements. */
        public List<Statement> own() {
            return statements.stream().filter(it -> !it.byEngine()).toList();
        }
    }

    /**
     * Holds one statement.
     *
     * @param values what it was executed with, of a batch the last
     */
    public record Statement(String sql, boolean byEngine, List<Object> values) {

        @Override
        public String toString() {
            return (byEngine ? "engine " : "own    ")
                    + sql.replaceAll("\\s+", " ").strip();
        }
    }

    /** Counts for the thread that asks. */
    public static final class Counter {

        private final ThreadLocal<List<Statement>> statements = new ThreadLocal<>();
        private final ThreadLocal<Integer> commits = ThreadLocal.withInitial(() -> 0);

        /** Something that may fail. */
        public interface Work {
            void run() throws Exception;
        }

        /** Returns what this thread sends while it works. */
        public Sent during(Work work) {
            List<Statement> sent = new ArrayList<>();
            statements.set(sent);
            commits.set(0);
            try {
                work.run();
                return new Sent(List.copyOf(sent), commits.get());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                statements.remove();
                commits.remove();
            }
        }

        private void statement(String sql, Collection<Object> values) {
            if (statements.get() != null) {
                statements.get().add(new Statement(sql, isFromTheEngine(), new ArrayList<>(values)));
            }
        }

        private void commit() {
            if (statements.get() != null) {
                commits.set(commits.get() + 1);
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
        Connection connection = super.getConnection();
        AtomicBoolean dirty = new AtomicBoolean();
        return proxy(Connection.class, connection, (method, arguments) -> {
            // What was sent since the last commit is committed; of nothing no driver tells the database.
            if (method.getName().equals("commit") && dirty.getAndSet(false)) {
                counter.commit();
            }
            Object result = call(connection, method, arguments);
            return result instanceof java.sql.Statement statement
                    ? watched(method.getReturnType(), statement, arguments, dirty)
                    : result;
        });
    }

    private <T> T watched(Class<T> type, java.sql.Statement statement, Object[] prepared, AtomicBoolean dirty) {
        Map<Object, Object> values = new TreeMap<>();
        return proxy(type, statement, (method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments != null && arguments.length > 1) {
                values.put(arguments[0], arguments[1]);
            }
            if (name.startsWith("execute")) {
                dirty.set(true);
                Object sql = arguments != null && arguments.length > 0 ? arguments[0] : prepared[0];
                counter.statement(sql.toString(), values.values());
            }
            return call(statement, method, arguments);
        });
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Object target, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
