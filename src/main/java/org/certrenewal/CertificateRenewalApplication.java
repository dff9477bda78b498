package org.certrenewal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.TimeZone;
import org.camunda.bpm.spring.boot.starter.annotation.EnableProcessApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the renewal service: the process engine, its web applications and the project's own pages in one program. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableProcessApplication
public class CertificateRenewalApplication {

    /** The zone in which the law's days begin and end, whatever the machine is set to. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * Starts the application.
     *
     * @param args Spring Boot's command-line arguments
     */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone(ZONE));
        Commands.in(args).ifPresent(command -> {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            System.exit(Commands.run(command, out, args));
        });
        SpringApplication.run(CertificateRenewalApplication.class, args);
    }
}
