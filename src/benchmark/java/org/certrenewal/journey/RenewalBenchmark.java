package org.certrenewal.journey;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.certrenewal.casefile.Direction;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.Press;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.vault.Vault;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

/**
 * Measures whole renewals, from the first click to the rated certificate, beside a process of the same shape on the bare
 * engine and beside the sealing of the same papers alone, all in one run, in turns; and counts statements, commits and
 * what the vault does, step by step. Takes about four minutes:
 *
 * <pre>mvn -Pbenchmark test-compile surefire:test@journeys -Dtest=RenewalBenchmark</pre>
 *
 * <p>Prints a table and writes {@code target/renewal-benchmark.json}. Settings: {@code -Dbenchmark.seconds} per
 * measurement and turn, {@code -Dbenchmark.turns}, {@code -Dbenchmark.only=renewals} for the renewals with documents
 * alone, which {@code src/benchmark/compare} uses. Uses nothing but what commit 02fe628 has, too, so that it can be
 * compiled there.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "renewal.outbox.poll=PT0S",
            "renewal.base-url=http://localhost:8080",
            "renewal.expiry.poll=PT0S",
            "renewal.audit.seal-every=PT0S",
            "renewal.reconciliation.poll=PT0S",
            "renewal.retention.poll=PT0S",
            "renewal.insight.poll=PT0S"
        })
@ActiveProfiles("demo")
@AutoConfigureMockMvc
@Import({Renewals.class, RenewalBenchmark.Meters.class})
@ContextConfiguration(initializers = RenewalBenchmark.OwnFolder.class)
class RenewalBenchmark {

    private static final Path FOLDER = Path.of("target", "renewal-benchmark");
    private static final Path RESULT = Path.of("target", "renewal-benchmark.json");
    private static final double SECONDS = Double.parseDouble(System.getProperty("benchmark.seconds", "6"));
    private static final int TURNS = Integer.getInteger("benchmark.turns", 3);
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final boolean ONLY_RENEWALS = "renewals".equals(System.getProperty("benchmark.only"));

    /** Each client has people of its own, who can renew whatever certificate they have. */
    private static final List<List<String>> PEOPLE = List.of(List.of("w01", "w03"), List.of("w02", "w04"));

    /** An H2 file, as the program has it by default. */
    static class OwnFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                FileSystemUtils.deleteRecursively(FOLDER);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            TestClock.atStart();
            TestPropertyValues.of("renewal.data=" + FOLDER.toAbsolutePath()).applyTo(context);
        }
    }

    /** Counts while it is asked to; otherwise passes connections on as they are. */
    private static final class Count {

        private static volatile boolean on;
        private static final LongAdder engine = new LongAdder();
        private static final LongAdder own = new LongAdder();
        private static final LongAdder client = new LongAdder();
        private static final LongAdder commits = new LongAdder();
        private static final LongAdder sealed = new LongAdder();
        private static final LongAdder opened = new LongAdder();

        static Map<String, Long> during(Runnable work) {
            List.of(engine, own, client, commits, sealed, opened).forEach(LongAdder::reset);
            on = true;
            try {
                work.run();
            } finally {
                on = false;
            }
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("statementsOfTheEngine", engine.sum());
            counts.put("statementsOfOurs", own.sum());
            counts.put("statementsOfTheClient", client.sum());
            counts.put("commits", commits.sum());
            counts.put("encryptions", sealed.sum());
            counts.put("decryptions", opened.sum());
            return counts;
        }

        /**
         * The nearest caller decides whose statement it is; what the benchmark's client looks up is nobody's.
         *
         * @return whether it is somebody's, so that the commit after it counts
         */
        static boolean statement() {
            String nearest = StackWalker.getInstance()
                    .walk(frames -> frames.filter(it -> it.getClassName().startsWith("org.apache.ibatis.")
                                    || it.getClassName().startsWith("org.springframework.jdbc.core."))
                            .map(StackWalker.StackFrame::getClassName)
                            .findFirst()
                            .orElse(""));
            boolean clients = StackWalker.getInstance()
                    .walk(frames -> frames.anyMatch(
                            it -> it.getClassName().equals("org.certrenewal.testing.Renewals$Renewal")
                                    && List.of("task", "file", "instance", "openTasks", "due")
                                            .contains(it.getMethodName())));
            (clients ? client : nearest.startsWith("org.apache.ibatis.") ? engine : own).increment();
            return !clients;
        }
    }

    /** Puts the meters before data source, vault and press. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Meters {

        private static volatile boolean documents = true;
        private static volatile Queue<Object> noted;

        @Bean
        static BeanPostProcessor meters() {
            return new Metering();
        }

        /** Comes last, so that what the program itself puts around a connection isn't counted as its statements. */
        @Order(Ordered.LOWEST_PRECEDENCE)
        private static final class Metering implements BeanPostProcessor {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource source) {
                    return new Counting(source);
                }
                if (bean instanceof Press press) {
                    return press(press);
                }
                return bean instanceof Vault vault ? vault(vault) : bean;
            }
        }

        private static Object press(Press press) {
            return new Press() {
                @Override
                public boolean isRemote() {
                    return press.isRemote();
                }

                @Override
                public byte[] write(Letter letter) {
                    note(letter);
                    return documents ? press.write(letter) : new byte[] {1};
                }

                @Override
                public byte[] seal(byte[] written, String authority, String title, Instant moment) {
                    return documents ? press.seal(written, authority, title, moment) : written;
                }

                @Override
                public SealedCertificate certificate(CertificateFace face, Instant moment) {
                    note(face);
                    return documents
                            ? press.certificate(face, moment)
                            : new SealedCertificate(new byte[] {1}, new byte[] {2});
                }
            };
        }

        private static void note(Object paper) {
            if (noted != null) {
                noted.add(paper);
            }
        }

        private static Object vault(Vault vault) {
            return Proxy.newProxyInstance(
                    Vault.class.getClassLoader(),
                    ClassUtils.getAllInterfaces(vault),
                    (proxy, method, arguments) -> {
                        if (Count.on) {
                            switch (method.getName()) {
                                case "seal" -> Count.sealed.increment();
                                case "open" -> Count.opened.increment();
                                case "write" -> {
                                    if (arguments[1] != null && !arguments[1].equals("")) {
                                        Count.sealed.increment();
                                    }
                                }
                                case "read" -> {
                                    if (arguments[1] instanceof String stored && stored.startsWith("v1.")) {
                                        Count.opened.increment();
                                    }
                                }
                                default -> {}
                            }
                        }
                        return called(vault, method, arguments);
                    });
        }
    }

    private static Object called(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class Counting extends DelegatingDataSource {

        private Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return Count.on ? counting(Connection.class, connection, new boolean[1]) : connection;
        }

        /** Only a commit after a statement is one. */
        private static <T> T counting(Class<T> type, Object target, boolean[] sent) {
            return type.cast(Proxy.newProxyInstance(
                    Counting.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (method.getName().equals("commit") && sent[0]) {
                            sent[0] = false;
                            Count.commits.increment();
                        }
                        if (method.getName().startsWith("execute")) {
                            sent[0] |= Count.statement();
                        }
                        Object result = called(target, method, arguments);
                        return result instanceof Statement ? counting(method.getReturnType(), result, sent) : result;
                    }));
        }
    }

    /** Does nothing, five times a renewal. */
    public static final class Empty implements JavaDelegate {

        @Override
        public void execute(DelegateExecution execution) {
            // The engine alone is measured.
        }
    }

    /**
     * Holds what is measured, by how many clients, with what came out in each turn.
     *
     * @param perSecond how many were done
     * @param processorTime milliseconds of this program's for one, on all cores; what else the machine does hardly changes it
     */
    private record Measured(String what, int clients, List<Double> perSecond, List<Double> processorTime) {

        double rate() {
            return mean(perSecond);
        }

        double processor() {
            return mean(processorTime);
        }

        private static double mean(List<Double> turns) {
            return turns.stream().mapToDouble(it -> it).average().orElseThrow();
        }
    }

    @Autowired
    private Renewals renewals;

    @Autowired
    private Press press;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private final List<Queue<String>> certificates =
            List.of(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong moves = new AtomicLong();

    @Test
    void measure() throws Exception {
        TestClock.runFromStart();
        // The client asks at once whether the code is there.
        Awaitility.setDefaultPollDelay(0, TimeUnit.MILLISECONDS);
        Awaitility.setDefaultPollInterval(1, TimeUnit.MILLISECONDS);
        Awaitility.pollInSameThread();
        Map<String, Measured> measured = new LinkedHashMap<>();
        try (Bare bare = ONLY_RENEWALS ? null : new Bare(beans)) {
            List<Object> papers = warmedUp(bare);
            for (int turn = 0; turn < TURNS; turn++) {
                for (int clients = 1; clients <= 2; clients++) {
                    if (bare != null) {
                        turn(measured, "bare engine", clients, bare::renewal);
                        Meters.documents = false;
                        turn(measured, "renewals without documents", clients, this::renewal);
                        Meters.documents = true;
                        turn(measured, "sealing the same papers", clients, client -> seal(papers));
                    }
                    turn(measured, "renewals with documents", clients, this::renewal);
                }
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("measured", List.copyOf(measured.values()));
            result.put("failed", List.copyOf(failures));
            if (bare != null) {
                result.put("goals", goals(measured));
                result.put("bare engine, counted", Count.during(() -> bare.renewal(0)));
            }
            result.put("a renewal step by step, counted", steps());
            Files.writeString(RESULT, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
            print(measured, result);
            System.out.println("failed: " + (failures.isEmpty() ? "none" : String.join("\n  ", failures)));
        }
    }

    /** Warms everything up and returns the papers of one renewal. */
    private List<Object> warmedUp(Bare bare) {
        supply(0, 12);
        supply(1, 12);
        for (int i = 0; i < 8; i++) {
            renewal(i % 2);
        }
        Queue<Object> papers = new ConcurrentLinkedQueue<>();
        Meters.noted = papers;
        renewal(0);
        Meters.noted = null;
        if (bare != null) {
            turn(new LinkedHashMap<>(), "warm-up", 2, bare::renewal);
            Meters.documents = false;
        }
        turn(new LinkedHashMap<>(), "warm-up", 2, this::renewal);
        Meters.documents = true;
        turn(new LinkedHashMap<>(), "warm-up", 2, this::renewal);
        return List.copyOf(papers);
    }

    private void turn(Map<String, Measured> measured, String what, int clients, IntConsumer once) {
        for (int client = 0; client < clients; client++) {
            supply(client, (int) (SECONDS * 40));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        LongAdder done = new LongAdder();
        long processor = MACHINE.getProcessCpuTime();
        long begin = System.nanoTime();
        long end = begin + (long) (SECONDS * 1e9);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                all.add(threads.submit(() -> {
                    Awaitility.pollInSameThread();
                    while (System.nanoTime() < end) {
                        try {
                            once.accept(client);
                            done.increment();
                        } catch (RuntimeException | AssertionError e) {
                            // Not done, so not counted; said below the table, for two clients may get into each other's way.
                            failures.add(what + ", " + clients + " client(s): " + root(e));
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
        Measured all = measured.computeIfAbsent(
                what + clients, key -> new Measured(what, clients, new ArrayList<>(), new ArrayList<>()));
        all.perSecond().add(done.sum() / ((System.nanoTime() - begin) / 1e9));
        all.processorTime().add((MACHINE.getProcessCpuTime() - processor) / 1e6 / done.sum());
    }

    private static String root(Throwable failure) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure)).lines().findFirst().orElse("");
    }

    /** Puts certificates into the registry beforehand: that is no part of a renewal. */
    private void supply(int client, int atLeast) {
        jdbc.sql("delete from throttle").update();
        LocalDate end = TestClock.START.plusDays(80);
        List<String> people = PEOPLE.get(client);
        while (certificates.get(client).size() < atLeast) {
            String person = people.get((int) (moves.incrementAndGet() % people.size()));
            certificates.get(client).add(person + " " + renewals.certificateOf(person, end));
        }
    }

    private void renewal(int client) {
        String[] next = certificates.get(client).remove().split(" ");
        jdbc.sql("delete from throttle").update();
        Renewal renewal = renewals.submittedBy(next[0], next[1]).isAccepted("o01").isApproved("o01");
        renewal.hearsFromPartners().collects(5);
    }

    private void seal(List<Object> papers) {
        for (Object paper : papers) {
            if (paper instanceof Letter letter) {
                press.letter(letter, Instant.now());
            } else {
                press.certificate((CertificateFace) paper, Instant.now());
            }
        }
    }

    /** Counts one renewal, step by step; one client only, so that nothing of another's is counted. */
    private Map<String, Map<String, Long>> steps() {
        supply(0, 2);
        String[] next = certificates.get(0).remove().split(" ");
        jdbc.sql("delete from throttle").update();
        Map<String, Map<String, Long>> steps = new LinkedHashMap<>();
        Renewal[] it = new Renewal[1];
        steps.put("begin", Count.during(() -> it[0] = renewals.begunBy(next[0])));
        Renewal renewal = it[0];
        steps.put("查找服务事项 → 下一步", Count.during(renewal::choosesTheService));
        steps.put("人脸识别认证, phone and outbox included", Count.during(renewal::confirmsTheFace));
        steps.put("在线填表 → 下一步", Count.during(() -> renewal.fillsTheForm(next[1])));
        steps.put("取件方式 → 下一步", Count.during(renewal::choosesElectronic));
        steps.put("信息确认 → 下一步", Count.during(renewal::confirms));
        steps.put("电子签名 → 提交", Count.during(renewal::signs));
        steps.put("受理, its letter included", Count.during(() -> renewal.isAccepted("o01")));
        steps.put("审核, letter, certificate and notice included", Count.during(() -> renewal.isApproved("o01")));
        steps.put("receipt of the province", Count.during(renewal::hearsFromPartners));
        steps.put("我的证照 → 完成", Count.during(() -> renewal.collects(5)));
        Map<String, Long> whole = new LinkedHashMap<>();
        steps.values().forEach(step -> step.forEach((what, count) -> whole.merge(what, count, Long::sum)));
        steps.put("whole renewal", whole);
        return steps;
    }

    /** Compares, by what was done in a second and by what one cost the processor. */
    private static Map<String, Double> goals(Map<String, Measured> measured) {
        Map<String, Double> goals = new LinkedHashMap<>();
        for (int clients = 1; clients <= 2; clients++) {
            Measured bare = measured.get("bare engine" + clients);
            Measured sealing = measured.get("sealing the same papers" + clients);
            Measured without = measured.get("renewals without documents" + clients);
            Measured with = measured.get("renewals with documents" + clients);
            String by = ", " + clients + " client(s)";
            goals.put("without documents / bare" + by, without.rate() / bare.rate());
            goals.put("  the same by processor time" + by, bare.processor() / without.processor());
            goals.put(
                    "with documents / (bare and sealing)" + by,
                    with.rate() * (1 / bare.rate() + 1 / sealing.rate()));
            goals.put(
                    "  the same by processor time, with documents" + by,
                    (bare.processor() + sealing.processor()) / with.processor());
        }
        return goals;
    }

    @SuppressWarnings("unchecked")
    private static void print(Map<String, Measured> measured, Map<String, Object> result) {
        StringBuilder table = new StringBuilder("measured:\n");
        measured.values()
                .forEach(it -> table.append(String.format(
                        Locale.ROOT,
                        "  %-30s %d client(s)  %7.2f/s  %7.0f/min  %6.0f ms of processor each   turns %s%n",
                        it.what(),
                        it.clients(),
                        it.rate(),
                        it.rate() * 60,
                        it.processor(),
                        it.perSecond().stream()
                                .map(one -> String.format(Locale.ROOT, "%.2f", one))
                                .toList())));
        if (result.get("goals") instanceof Map<?, ?> goals) {
            goals.forEach((what, value) -> table.append(String.format(Locale.ROOT, "  %-55s %.2f%n", what, value)));
            table.append("  bare engine, counted: ").append(result.get("bare engine, counted")).append('\n');
        }
        table.append(String.format("  %8s %8s %8s %8s %8s %8s%n", "engine", "ours", "client", "commits", "sealed", "opened"));
        ((Map<String, Map<String, Long>>) result.get("a renewal step by step, counted")).forEach((step, counts) -> {
            counts.values().forEach(count -> table.append(String.format(" %8d", count)));
            table.append("   ").append(step).append('\n');
        });
        System.out.println(table);
    }

    /** The engine alone: eight user tasks, five empty delegates, of which two are jobs, on a database as ours. */
    private static final class Bare implements AutoCloseable {

        private static final String KEY = "bare-renewal";

        private final HikariDataSource pool = new HikariDataSource();
        private final ProcessEngine engine;
        private final AtomicLong serial = new AtomicLong();

        Bare(AutowireCapableBeanFactory beans) {
            pool.setJdbcUrl("jdbc:h2:file:" + FOLDER.toAbsolutePath() + "/bare");
            pool.setUsername("renewal");
            pool.setPassword("");
            // Goes through what the program does with its own data source: the same settings of each connection.
            DataSource same = (DataSource) beans.initializeBean(pool, "bareDataSource");
            StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
            configuration.setProcessEngineName("bare");
            configuration.setDataSource(same);
            configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
            configuration.setHistory(ProcessEngineConfiguration.HISTORY_AUDIT);
            configuration.setJobExecutorActivate(false);
            configuration.setMetricsEnabled(false);
            configuration.setTaskMetricsEnabled(false);
            configuration.setEnforceHistoryTimeToLive(false);
            engine = configuration.buildProcessEngine();
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(KEY + ".bpmn", model())
                    .deploy();
        }

        private static BpmnModelInstance model() {
            AbstractFlowNodeBuilder<?, ?> at =
                    Bpmn.createExecutableProcess(KEY).startEvent();
            int delegates = 0;
            for (int task = 1; task <= 8; task++) {
                at = at.userTask("task" + task);
                // After the service, the form, the submission, the acceptance and the decision; the last two are jobs.
                if (List.of(1, 3, 5, 6, 7).contains(task)) {
                    at = at.serviceTask("delegate" + ++delegates)
                            .camundaClass(Empty.class.getName())
                            .camundaAsyncBefore(delegates >= 4);
                }
            }
            return at.endEvent().done();
        }

        void renewal(int client) {
            String number = client + "-" + serial.incrementAndGet();
            Map<String, Object> variables =
                    Map.of("caseNumber", number, "applicant", "w0" + client, "office", "330200", "byPost", false);
            String instance = engine.getRuntimeService()
                    .startProcessInstanceByKey(KEY, number, variables)
                    .getId();
            for (int step = 0; step < 8; step++) {
                Task task = engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(instance)
                        .singleResult();
                engine.getTaskService()
                        .complete(task.getId(), Map.of("direction", Direction.NEXT.value()));
                for (Job job : engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance)
                        .executable()
                        .list()) {
                    engine.getManagementService().executeJob(job.getId());
                }
            }
        }

        @Override
        public void close() {
            engine.close();
            pool.close();
        }
    }
}
