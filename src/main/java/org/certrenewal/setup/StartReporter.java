package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import org.certrenewal.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanDefinitionStoreException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one block, and before Spring Boot would in English, why the program can't start. What nobody has a sentence
 * for is left to Spring Boot, with its stack trace: that is a fault of the program.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartReporter implements SpringBootExceptionReporter {

    private static final Logger log = LoggerFactory.getLogger(StartReporter.class);

    private final ConfigurableApplicationContext context;

    /**
     * Is made by Spring Boot.
     *
     * @param context null if the start failed before there was one
     */
    StartReporter(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean reportException(Throwable failure) {
        String url = context == null ? "" : context.getEnvironment().getProperty("spring.datasource.url", "");
        List<CannotStart> reasons = new ArrayList<>(StartFailures.reasons(failure, url));
        if (reasons.isEmpty() && context != null) {
            StartFailures.wrongValue(failure, context.getEnvironment()).ifPresent(reasons::add);
        }
        if (!reasons.isEmpty() && context != null && isBeforeTheChecks(failure)) {
            StartChecks.reasons(
                            context.getEnvironment(),
                            new DefaultListableBeanFactory(),
                            context instanceof WebServerApplicationContext)
                    .forEach(reasons::add);
        }
        if (reasons.isEmpty()) {
            return false;
        }
        log.error(text(reasons));
        return true;
    }

    /**
     * Some values are read while it is found out what the program is made of, before {@link StartChecks} has its turn.
     */
    private static boolean isBeforeTheChecks(Throwable failure) {
        return failure instanceof BeanDefinitionStoreException;
    }

    /** Writes the block. */
    static String text(List<CannotStart> reasons) {
        StringBuilder text = new StringBuilder("\n\n  特种作业证书延续 不能启动");
        text.append(reasons.size() == 1 ? "：\n" : "，有" + reasons.size() + "处要改正：\n");
        int number = 1;
        for (CannotStart reason : reasons) {
            String label = reasons.size() == 1 ? "  " : "  " + number + ". ";
            text.append('\n').append(label).append(oneLine(reason.getMessage())).append('\n');
            text.append(" ".repeat(label.length()))
                    .append("处理：")
                    .append(oneLine(reason.remedy()))
                    .append('\n');
            number++;
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
