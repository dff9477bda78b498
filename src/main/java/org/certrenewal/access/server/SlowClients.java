package org.certrenewal.access.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds how slow a client may be. Tomcat's own time-outs are between two bytes: a byte every few seconds keeps a
 * connection, and in a body a thread, for ever.
 *
 * @param headers how long the lines before the body may take, from the first byte
 * @param body how long one may wait for a body altogether; longer by what has come at {@code bytesPerSecond}
 * @param bytesPerSecond how fast a body comes at least
 * @param bodies how many bodies a node waits for at the same moment, each of which holds a thread; from one address at
 *     most half
 * @param uploads how many of files that anybody may send; from one address at most a third
 */
@ConfigurationProperties("renewal.slow")
record SlowClients(
        @DefaultValue("PT10S") Duration headers,
        @DefaultValue("PT10S") Duration body,
        @DefaultValue("4096") int bytesPerSecond,
        @DefaultValue("64") int bodies,
        @DefaultValue("24") int uploads) {}
