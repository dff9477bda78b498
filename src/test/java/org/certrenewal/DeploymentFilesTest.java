package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.certrenewal.testing.KnownSettings;
import org.certrenewal.testing.NeedsTool;
import org.certrenewal.testing.NeedsTool.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * Has each file of {@code src/deploy} read by the program that it is for, and holds what it says about the service
 * against the service: every setting by its name, addresses, ports and times.
 */
class DeploymentFilesTest {

    private static final Path FOLDER = Path.of("src/deploy");
    private static final Path KUBERNETES = FOLDER.resolve("kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Fields that Kubernetes doesn't know aren't kept for later, but refused. */
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated one) {
                    return false;
                }
            });

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 Secret", Secret.class,
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);

    @TempDir
    private Path temporary;

    // ---- settings

    @Test
    void should_name_no_setting_that_nobody_reads() throws IOException {
        assertThat(unknown(names(Files.readString(FOLDER.resolve("application.yaml")))))
                .isEmpty();
        for (HasMetadata one : kubernetes()) {
            if (one instanceof ConfigMap map) {
                assertThat(unknown(names(map.getData().get("application.yaml"))))
                        .isEmpty();
            } else if (one instanceof Secret secret) {
                assertThat(unknown(secret.getStringData().keySet())).isEmpty();
            }
        }
        JsonNode node = YAML.readTree(Files.readString(FOLDER.resolve("docker/compose.yaml")))
                .path("x-node")
                .path("environment");
        assertThat(unknown(fields(node))).isEmpty();
        assertThat(fields(node)).contains("RENEWAL_PROXIES");
    }

    @Test
    void should_notice_a_setting_that_is_misspelt() throws IOException {
        assertThat(unknown(names("""
                        spring.datasource: {url: a, usrname: b}
                        renewal:
                          base-url: a
                          base-ur: b
                          partners: {face: {url: a, ulr: b}}
                          login.providers.zwfw.claims: {name: a, names: b}
                        """)))
                .containsExactlyInAnyOrder(
                        "spring.datasource.usrname",
                        "renewal.base-ur",
                        "renewal.partners.face.ulr",
                        "renewal.login.providers.zwfw.claims.names");
        assertThat(unknown(Set.of("RENEWAL_ADMINS_0_ID", "RENEWAL_ADMINZ_0_ID", "RENEWAL_PROXIS")))
                .containsExactlyInAnyOrder("RENEWAL_ADMINZ_0_ID", "RENEWAL_PROXIS");
    }

    /** Everything that a machine of its own needs, a cluster needs too; where they lie may differ. */
    @Test
    void should_set_the_same_for_a_machine_and_for_a_cluster() throws IOException {
        Set<String> machine = names(Files.readString(FOLDER.resolve("application.yaml")));
        machine.remove("server.address");
        Set<String> cluster = kubernetes().stream()
                .filter(ConfigMap.class::isInstance)
                .flatMap(map -> names(((ConfigMap) map).getData().get("application.yaml")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        cluster.remove("logging.structured.format.console");
        assertThat(cluster).isEqualTo(machine);
        String head = Files.readString(FOLDER.resolve("application.yaml")).split("\nspring:")[0];
        assertThat(secret("certificate-renewal").getStringData().keySet())
                .allSatisfy(name -> assertThat(head).contains(name));
    }

    /** Options and settings, and secrets, which are files of their setting's name. */
    @Test
    void should_lead_through_production_by_commands_and_settings_that_are_there() throws IOException {
        String page = Files.readString(Path.of("docs/production.md"));
        Set<String> named = Pattern.compile("(?:--|/secrets/|`)((?:renewal|spring)\\.[a-z0-9.-]*[a-z0-9])")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).contains("renewal.check", "renewal.keys.index", "renewal.partners.face.secret");
        Set<String> commands = KnownSettings.named();
        // What isn't a setting is an option of a command.
        assertThat(unknown(named)).allMatch(commands::contains);
        for (String command : List.of("--renewal.check", "--renewal.audit.verify", "--renewal.import=x")) {
            assertThat(Commands.in(command)).as(command).isPresent();
        }
    }

    private static Set<String> names(String yaml) {
        try {
            return new YamlPropertySourceLoader()
                    .load("it", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8))).stream()
                            .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                            .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> unknown(Collection<String> names) {
        return names.stream().filter(name -> !Known.ALL.has(name)).toList();
    }

    /** What can be set: by this program's sources, and by the lists that Spring Boot and Camunda bring. */
    private record Known(Set<String> groups, Set<String> variables, List<Pattern> names) {

        private static final Known ALL = find();

        private static Known find() {
            Set<String> names = new HashSet<>(KnownSettings.read());
            Set<String> groups = new HashSet<>();
            try {
                for (URL file : Collections.list(DeploymentFilesTest.class
                        .getClassLoader()
                        .getResources("META-INF/spring-configuration-metadata.json"))) {
                    try (InputStream in = file.openStream()) {
                        for (JsonNode property : new ObjectMapper().readTree(in).path("properties")) {
                            names.add(property.path("name").asText());
                            if (property.path("type").asText().startsWith("java.util.Map<")) {
                                groups.add(property.path("name").asText() + ".");
                            }
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Known(
                    groups,
                    names.stream().map(name -> name.replaceAll("[.-]", "")).collect(Collectors.toSet()),
                    names.stream()
                            .map(name -> Pattern.compile(Pattern.quote(name).replace("*", "\\E[A-Za-z0-9-]+\\Q")))
                            .toList());
        }

        boolean has(String name) {
            if (name.equals(name.toUpperCase(Locale.ROOT))) {
                return variables.contains(
                        name.replaceAll("_\\d+_", "_").replace("_", "").toLowerCase(Locale.ROOT));
            }
            String plain = name.replaceAll("\\[\\d+]", "");
            return groups.stream().anyMatch(plain::startsWith)
                    || names.stream().anyMatch(pattern -> pattern.matcher(plain).matches());
        }
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    // ---- Kubernetes

    private static List<HasMetadata> kubernetes() throws IOException {
        List<HasMetadata> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            for (Path file : files.sorted().toList()) {
                for (String document : Files.readString(file).split("(?m)^---$")) {
                    all.add(read(document));
                }
            }
        }
        return all;
    }

    private static HasMetadata read(String document) throws IOException {
        JsonNode tree = YAML.readTree(document);
        String kind = tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
        assertThat(KINDS).containsKey(kind);
        return STRICT.readValue(document, KINDS.get(kind));
    }

    private static Secret secret(String name) throws IOException {
        return kubernetes().stream()
                .filter(Secret.class::isInstance)
                .map(Secret.class::cast)
                .filter(it -> it.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void should_be_read_by_kubernetes_to_the_letter() throws IOException {
        assertThat(kubernetes())
                .extracting(one -> one.getKind() + " " + one.getMetadata().getName())
                .contains(
                        "Deployment certificate-renewal",
                        "Service certificate-renewal",
                        "PodDisruptionBudget certificate-renewal",
                        "NetworkPolicy certificate-renewal",
                        "ConfigMap certificate-renewal",
                        "Secret certificate-renewal");
        assertThatThrownBy(() -> read("""
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata: {name: it}
                        spec: {minAvailabel: 1}
                        """)).hasMessageContaining("minAvailabel");
    }

    @Test
    void should_ask_the_probes_that_the_service_answers_and_wait_as_long_as_it_may_take() throws IOException {
        Deployment deployment = (Deployment) kubernetes().stream()
                .filter(Deployment.class::isInstance)
                .findFirst()
                .orElseThrow();
        var pod = deployment.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().get(0);
        String configuration = Files.readString(Path.of("src/main/resources/application.yaml"));
        // Without a port of its own for the actuator, its probes are asked at the service's.
        assertThat(configuration)
                .contains("probes.enabled: true", "  port: 8080")
                .doesNotContain("management.server");
        assertThat(container.getPorts().get(0).getContainerPort()).isEqualTo(8080);
        Map<String, Probe> probes = Map.of(
                "liveness", container.getLivenessProbe(),
                "readiness", container.getReadinessProbe());
        probes.forEach((group, probe) -> {
            assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + group);
            assertThat(probe.getHttpGet().getPort().getStrVal())
                    .isEqualTo(container.getPorts().get(0).getName());
        });
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(container.getReadinessProbe().getTimeoutSeconds()).isGreaterThan(3);
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(container.getLifecycle().getPreStop().getSleep().getSeconds() + 30);
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        // What it mounts is declared, and lies where the settings look for it.
        assertThat(container.getVolumeMounts())
                .allSatisfy(mount -> assertThat(pod.getVolumes())
                        .anySatisfy(volume -> assertThat(volume.getName()).isEqualTo(mount.getName())));
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getMountPath())
                .contains("/etc/renewal/secrets", "/var/lib/renewal", "/tmp", "/etc/renewal/application.yaml");
        // Nobody but by these labels.
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        for (HasMetadata one : kubernetes()) {
            if (one instanceof Service service) {
                assertThat(service.getSpec().getSelector()).isEqualTo(labels);
            } else if (one instanceof PodDisruptionBudget budget) {
                assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
                assertThat(budget.getSpec().getMinAvailable().getIntVal())
                        .isLessThan(deployment.getSpec().getReplicas());
            } else if (one instanceof NetworkPolicy policy) {
                assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
            }
        }
    }

    // ---- containers

    @Test
    void should_compose_two_nodes_a_database_and_a_proxy() throws Exception {
        Path file = FOLDER.resolve("docker/compose.yaml");
        // With anchors and aliases, as Compose reads it.
        Map<String, Object> compose = new org.yaml.snakeyaml.Yaml().load(Files.readString(file));
        Map<String, Object> services = map(compose.get("services"));
        assertThat(services).containsOnlyKeys("database", "node-1", "node-2", "proxy");
        for (Map.Entry<String, Object> service : services.entrySet()) {
            Map<String, Object> one = map(service.getValue());
            for (Object network : (List<?>) one.get("networks")) {
                assertThat(map(compose.get("networks"))).containsKey(String.valueOf(network));
            }
            for (Object secret : (List<?>) one.getOrDefault("secrets", List.of())) {
                assertThat(map(compose.get("secrets"))).containsKey(String.valueOf(secret));
            }
        }
        Map<String, Object> node = map(services.get("node-1"));
        assertThat(node).isEqualTo(services.get("node-2")).containsEntry("read_only", true);
        String network = String.valueOf(map(node.get("environment")).get("RENEWAL_PROXIES"));
        assertThat(String.valueOf(map(compose.get("networks")).get("outside"))).contains("subnet=" + network);
        if (run("docker", "compose", "version").code() == 0) {
            Result config = run("docker", "compose", "-f", file.toString(), "config", "--quiet");
            assertThat(config.code()).as(config.output()).isZero();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return new TreeMap<>((Map<String, Object>) yaml);
    }

    @Test
    void should_build_an_image_that_runs_as_nobody_special() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("docker/Dockerfile"));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .containsExactly("FROM eclipse-temurin:17-jre-jammy");
        assertThat(lines)
                .contains("USER 10001:10001", "WORKDIR /etc/renewal")
                .contains("ENTRYPOINT [\"java\", \"-jar\", \"/opt/renewal/certificate-renewal.jar\"]")
                .noneMatch(line -> line.startsWith("ADD ") || line.contains("curl ") || line.contains("wget "));
    }

    // ---- systemd

    @Test
    @NeedsTool(Tool.SYSTEMD_ANALYZE)
    void should_be_a_unit_that_systemd_takes_and_finds_well_shut() throws Exception {
        String unit = Files.readString(FOLDER.resolve("systemd/certificate-renewal.service"));
        Path file = temporary.resolve("certificate-renewal.service");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(file, unit.replace("/usr/bin/java", java));
        // It ignores what it doesn't know with a word, and succeeds.
        assertThat(systemd("verify", file.toString())).isEqualTo(new Result(0, ""));
        Result shut = systemd("security", "--offline=true", "--threshold=20", file.toString());
        assertThat(shut.code()).as(shut.output()).isZero();

        Files.writeString(file, Files.readString(file).replace("ProtectHome=", "ProtectHomes="));
        assertThat(systemd("verify", file.toString()).output()).contains("ProtectHomes");
        assertThat(unit).contains("WorkingDirectory=/etc/renewal", "StateDirectory=renewal");
        assertThat(Files.readString(FOLDER.resolve("application.yaml"))).contains("data: /var/lib/renewal");
    }

    private Result systemd(String... arguments) throws Exception {
        return run(Tool.SYSTEMD_ANALYZE, arguments);
    }

    // ---- nginx

    @Test
    @NeedsTool(Tool.NGINX)
    void should_be_a_site_that_nginx_takes() throws Exception {
        certificate();
        Files.createDirectories(temporary.resolve("log"));
        String site = Files.readString(FOLDER.resolve("nginx/certificate-renewal.conf"))
                .replace("/etc/nginx/renewal.", temporary + "/renewal.")
                .replace("/var/log/nginx", temporary.resolve("log").toString());
        assertThat(nginx(site).code()).as(nginx(site).output()).isZero();
        Result wrong = nginx(site.replace("proxy_read_timeout", "proxy_reed_timeout"));
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.output()).contains("unknown directive \"proxy_reed_timeout\"");
    }

    /** What it says about the service is what the service does. */
    @Test
    void should_let_through_the_proxy_what_the_service_takes() throws IOException {
        String site = Files.readString(FOLDER.resolve("nginx/certificate-renewal.conf"));
        String configuration = Files.readString(Path.of("src/main/resources/application.yaml"));
        assertThat(configuration)
                .contains(
                        "max-swallow-size: 20MB",
                        "max-http-request-header-size: 16KB",
                        "max-request-size: 2200KB",
                        "keep-alive-timeout: 20s",
                        "connection-timeout: 10s",
                        "transaction.default-timeout: 60s");
        assertThat(site)
                .contains(
                        "client_max_body_size 20m;",
                        "large_client_header_buffers 4 16k;",
                        "client_body_buffer_size 2300k;",
                        "keepalive_timeout 15s;",
                        "client_body_timeout 10s;",
                        "proxy_read_timeout 75s;",
                        "proxy_max_temp_file_size 0;",
                        "error_page 502 504 =503 @away;",
                        "proxy_set_header X-Forwarded-For $remote_addr;",
                        "proxy_set_header X-Forwarded-Proto $scheme;",
                        "proxy_set_header Host $host;")
                .doesNotContain("$proxy_add_x_forwarded_for", "non_idempotent", "proxy_request_buffering off");
    }

    private Result nginx(String site) throws Exception {
        Path file = Files.writeString(temporary.resolve("site.conf"), site);
        Path whole =
                Files.writeString(temporary.resolve("nginx.conf"), """
                pid %s;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    include %s;
                }
                """.formatted(temporary.resolve("nginx.pid"), file));
        return run(Tool.NGINX, "-t", "-c", whole.toString(), "-p", temporary.toString(), "-e", "stderr");
    }

    /** One that nobody trusts: nginx only reads it. */
    private void certificate() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=renewal.example.gov.cn");
        byte[] certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.now()),
                        Date.from(Instant.now().plusSeconds(3600)),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        pem("renewal.pem", "CERTIFICATE", certificate);
        pem("renewal.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private void pem(String file, String what, byte[] der) throws IOException {
        Files.writeString(
                temporary.resolve(file),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what
                        + "-----\n");
    }

    // ---- programs

    private record Result(int code, String output) {}

    private Result run(Tool tool, String... arguments) throws Exception {
        String path = tool.path().orElseThrow().toString();
        return run(Stream.concat(Stream.of(path), Stream.of(arguments)).toArray(String[]::new));
    }

    private Result run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException isNotThere) {
            return new Result(127, "");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output.strip());
    }
}
