package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Runs all {@link StartCheck}s when it is known what the program would be made of and nothing is made yet, and stops
 * the start with everything that they found. {@link StartReporter} says it.
 */
final class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(beans -> {
            boolean serving = context instanceof WebServerApplicationContext;
            List<CannotStart> reasons = reasons(context.getEnvironment(), beans, serving);
            if (!reasons.isEmpty()) {
                throw CannotStart.of(reasons);
            }
        });
    }

    /**
     * Says what was found about a subject.
     *
     * @param looked false if there was no database to look into
     * @param reasons none if it is well; none that another has already
     */
    record Found(String subject, boolean looked, List<CannotStart> reasons) {}

    /** Returns everything that the checks find, each once. */
    static List<CannotStart> reasons(
            ConfigurableEnvironment environment, ConfigurableListableBeanFactory beans, boolean serving) {
        return look(environment, beans, serving, start -> {}).stream()
                .flatMap(found -> found.reasons().stream())
                .toList();
    }

    /**
     * Looks, and has somebody look further while the database is open.
     *
     * @param further is told what is known, after the checks
     * @return what the checks found, each reason once: the database first, then the checks in their order
     */
    static List<Found> look(
            ConfigurableEnvironment environment,
            ConfigurableListableBeanFactory beans,
            boolean serving,
            Consumer<StartCheck.Start> further) {
        List<Found> all = new ArrayList<>();
        try (DatabaseAtStart database = new DatabaseAtStart(environment)) {
            List<CannotStart> unreached = new ArrayList<>();
            Optional<DataSource> reached = database.reach(unreached);
            all.add(new Found("数据库的连接", true, unreached));
            StartCheck.Start start = new StartCheck.Start(environment, beans, serving, reached);
            all.addAll(sideBySide(
                    load(StartCheck.class),
                    check -> new Found(
                            check.subject(), reached.isPresent() || !check.needsDatabase(), check.reasons(start))));
            further.accept(start);
        }
        Set<String> said = new HashSet<>();
        return all.stream()
                .map(found -> new Found(
                        found.subject(),
                        found.looked(),
                        found.reasons().stream()
                                .filter(reason -> said.add(reason.getMessage()))
                                .toList()))
                .toList();
    }

    static <T> List<T> load(Class<T> type) {
        return SpringFactoriesLoader.forDefaultResourceLocation(StartChecks.class.getClassLoader())
                .load(type);
    }

    /**
     * As opening keys takes a moment, and a partner longer; threads of its own, so that they see the program's classes.
     */
    static <T, R> List<R> sideBySide(List<T> all, Function<T, R> look) {
        ExecutorService executor = Executors.newFixedThreadPool(all.size());
        try {
            return all.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> look.apply(one), executor))
                    .toList()
                    .stream()
                    .map(StartChecks::join)
                    .toList();
        } finally {
            executor.shutdown();
        }
    }

    private static <R> R join(CompletableFuture<R> found) {
        try {
            return found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
