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

    /** Returns everything that the checks find, each once. */
    static List<CannotStart> reasons(
            ConfigurableEnvironment environment, ConfigurableListableBeanFactory beans, boolean serving) {
        List<CannotStart> reasons = new ArrayList<>();
        try (DatabaseAtStart database = new DatabaseAtStart(environment)) {
            Optional<DataSource> reached = database.reach(reasons);
            StartCheck.Start start = new StartCheck.Start(environment, beans, serving, reached);
            List<StartCheck> checks = SpringFactoriesLoader.forDefaultResourceLocation(
                            StartChecks.class.getClassLoader())
                    .load(StartCheck.class);
            // Side by side, as opening keys takes a moment; threads of its own, so that they see the program's classes.
            ExecutorService executor = Executors.newFixedThreadPool(checks.size());
            try {
                checks.stream()
                        .map(check -> CompletableFuture.supplyAsync(() -> check.reasons(start), executor))
                        .toList()
                        .forEach(found -> reasons.addAll(join(found)));
            } finally {
                executor.shutdown();
            }
        }
        Set<String> said = new HashSet<>();
        return reasons.stream().filter(reason -> said.add(reason.getMessage())).toList();
    }

    private static List<CannotStart> join(CompletableFuture<List<CannotStart>> found) {
        try {
            return found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
