package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.certrenewal.vault.KeyedVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures what the guards cost: processor time of whole renewals, from the first click to the certificate, with the
 * guards and without, in turn, in the same run. Switched off are the command guard, the audit trail and the encryption
 * at rest; the checks of the task guard are part of how a task is completed and stay. Run alone:
 *
 * <pre>mvn -Pfull test-compile surefire:test@journeys -Dtest=GuardCostTest</pre>
 */
@RenewalTest
@Import(GuardCostTest.Switches.class)
@Tag("full")
class GuardCostTest {

    private static final Logger log = LoggerFactory.getLogger(GuardCostTest.class);

    private static final int WARM_UP = 30;
    private static final int PAIRS = 16;
    private static final int IN_A_ROW = 6;
    private static final double MOST = 0.05;

    private static volatile boolean guarded = true;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    /** Puts switches before what can be switched off. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Switches {

        @Bean
        static BeanPostProcessor switches() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof AuditTrail) {
                        return audit(bean);
                    }
                    return bean instanceof KeyedVault vault ? vault(vault) : bean;
                }
            };
        }

        private static Object audit(Object trail) {
            ProxyFactory proxy = new ProxyFactory(trail);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((MethodInterceptor)
                    call -> !guarded && call.getMethod().getName().startsWith("append") ? null : call.proceed());
            return proxy.getProxy();
        }

        /** Unguarded, everything is stored as it is, and what isn't sealed is read as it is. */
        private static Object vault(KeyedVault vault) {
            return Proxy.newProxyInstance(
                    KeyedVault.class.getClassLoader(),
                    new Class<?>[] {KeyedVault.class},
                    (proxy, method, arguments) -> {
                        boolean seal = method.getName().equals("seal");
                        boolean open = method.getName().equals("open");
                        if (!guarded && seal || open && !isSealed(arguments[1])) {
                            return arguments[1];
                        }
                        try {
                            return method.invoke(vault, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static boolean isSealed(Object stored) {
            return stored instanceof byte[] bytes ? bytes[0] == 1 : ((String) stored).startsWith("v1.");
        }
    }

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @Test
    void should_cost_at_most_a_twentieth() {
        guard(true);
        run(WARM_UP / 2);
        guard(false);
        run(WARM_UP / 2);
        List<Double> ratios = new ArrayList<>();
        long with = 0;
        long without = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean guardedFirst = pair % 2 == 0;
            guard(guardedFirst);
            long first = run(IN_A_ROW);
            guard(!guardedFirst);
            long second = run(IN_A_ROW);
            with += guardedFirst ? first : second;
            without += guardedFirst ? second : first;
            ratios.add(guardedFirst ? (double) first / second : (double) second / first);
        }
        guard(true);
        double mean = ratios.stream().mapToDouble(it -> it).average().orElseThrow();
        double spread = Math.sqrt(
                ratios.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum() / (PAIRS - 1));
        double error = spread / Math.sqrt(PAIRS);
        log.info(String.format(
                Locale.ROOT,
                "processor time of a renewal: %.2f ms guarded, %.2f ms unguarded; all together %+.1f %%, mean of %d pairs"
                        + " %+.1f %%, standard error %.1f",
                with / 1e6 / PAIRS / IN_A_ROW,
                without / 1e6 / PAIRS / IN_A_ROW,
                (with / (double) without - 1) * 100,
                PAIRS,
                (mean - 1) * 100,
                error * 100));
        // Throughput falls by 1 - 1/x where processor time grows by x. Fails only where the spread can't explain it.
        assertThat(1 - 1 / (mean - 2 * error)).isLessThan(MOST);
    }

    /** Returns the processor time, in nanoseconds; everything is done by this thread, the database too. */
    private long run(int times) {
        jdbc.sql("delete from throttle").update();
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                    .isAccepted("o01")
                    .isApproved("o01")
                    .hearsFromPartners()
                    .collects(5);
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    }

    private void guard(boolean on) {
        guarded = on;
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        CommandExecutor guard = configuration.getCommandExecutorTxRequired();
        assertThat(guard.getClass().getSimpleName()).isEqualTo("CommandGuard");
        CommandExecutor executor = on ? guard : ((CommandInterceptor) guard).getNext();
        Stream.of(
                        engine.getTaskService(),
                        engine.getRuntimeService(),
                        engine.getHistoryService(),
                        engine.getIdentityService(),
                        engine.getFormService(),
                        engine.getManagementService(),
                        engine.getRepositoryService(),
                        engine.getDecisionService(),
                        engine.getFilterService(),
                        engine.getAuthorizationService())
                .map(ServiceImpl.class::cast)
                .forEach(service -> service.setCommandExecutor(executor));
    }
}
