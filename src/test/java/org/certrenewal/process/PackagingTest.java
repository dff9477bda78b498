package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.certrenewal.testing.RenewalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Compares what is deployed with the folders {@code processes/} and {@code forms/}. */
@RenewalTest
class PackagingTest {

    @Autowired
    private RepositoryService repository;

    @Test
    void should_list_every_file_by_its_clean_name() throws IOException {
        String descriptor = Files.readString(Path.of("src/main/resources/META-INF/processes.xml"));
        List<String> listed = Pattern.compile("<resource>(.*?)</resource>")
                .matcher(descriptor)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(files("processes", "forms"));
    }

    @Test
    void should_deploy_every_file_by_its_clean_name() throws IOException {
        Deployment deployment = repository
                .createDeploymentQuery()
                .orderByDeploymentTime()
                .desc()
                .list()
                .get(0);
        assertThat(repository.getDeploymentResourceNames(deployment.getId()))
                .containsExactlyInAnyOrderElementsOf(files("processes", "forms"));
    }

    private static List<String> files(String... folders) throws IOException {
        List<String> names = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.forEach(file -> names.add(folder + "/" + file.getFileName()));
            }
        }
        return names;
    }
}
