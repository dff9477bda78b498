package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;

/**
 * Keeps README's picture of the process current. After a change of the model, {@code mvn test -Dtest=ProcessPictureTest
 * -Drenewal.picture.write} draws it anew.
 */
class ProcessPictureTest {

    private static final Path PICTURE = Path.of("src/site/images/certificate-renewal.svg");

    @Test
    void should_show_the_process_as_it_is() throws IOException {
        String drawn = ProcessPicture.of(Bpmn.readModelFromFile(
                Path.of("processes/certificate-renewal.bpmn").toFile()));
        if (System.getProperty("renewal.picture.write") != null) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, drawn);
        }
        assertThat(PICTURE).hasContent(drawn);
    }
}
