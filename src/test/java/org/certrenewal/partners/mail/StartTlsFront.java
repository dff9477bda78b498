package org.certrenewal.partners.mail;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Stands before a real SMTP server that knows no STARTTLS: speaks the first words, encrypts, and hands the rest
 * through, line by line, so that a test can answer some of them itself, say nothing, or cut the line.
 */
public final class StartTlsFront implements Closeable {

    /** Cuts the line instead of answering. */
    public static final String CUT = "cut";

    /** Hands the command on and cuts the line when the server behind has answered. */
    public static final String CUT_AFTER = "cut-after";

    /** Never answers. */
    public static final String SILENT = "silent";

    /** Says a letter of a line now and then, and never ends it. */
    public static final String DROPS = "drops";

    /** Says a line without an end, as fast as it is taken. */
    public static final String ENDLESS_LINE = "endless line";

    /** Says one line of the answer after the other, and never the last. */
    public static final String ENDLESS_LINES = "endless lines";

    private final ServerSocket server;
    private final int behind;
    private final SSLContext context;
    private final X509Certificate certificate;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicLong said = new AtomicLong();
    private volatile boolean offersTls = true;
    private volatile boolean fromTheFirstByte;

    /** Opens a front with a certificate for a name. */
    public StartTlsFront(int behind, String name) {
        try {
            this.behind = behind;
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            certificate = certificate(keys, name);
            context = context(keys, certificate);
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread listener = new Thread(this::listen, "smtp-front");
            listener.setDaemon(true);
            listener.start();
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(KeyPair keys, String name)
            throws OperatorCreationException, IOException, GeneralSecurityException {
        Instant now = Instant.now();
        X500Name subject = new X500Name("CN=" + name);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject,
                                BigInteger.ONE,
                                Date.from(now.minus(1, ChronoUnit.DAYS)),
                                Date.from(now.plus(1, ChronoUnit.DAYS)),
                                subject,
                                keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static SSLContext context(KeyPair keys, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("smtp", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Returns sockets that trust this front's certificate and no other. */
    public SSLSocketFactory trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("smtp", certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, managers.getTrustManagers(), null);
            return client.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Says nothing of STARTTLS any more, as whoever sits between and strips it. */
    public StartTlsFront withoutTls() {
        offersTls = false;
        return this;
    }

    /**
     * Answers a command itself, by its first word; {@code .} is the end of the data, {@code greeting} the first line.
     */
    public StartTlsFront answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** Encrypts from the first byte. */
    public StartTlsFront fromTheFirstByte() {
        fromTheFirstByte = true;
        return this;
    }

    /** Returns how many bytes of endless answers were taken. */
    public long said() {
        return said.get();
    }

    /** Hands everything through again. */
    public void honest() {
        answers.clear();
        offersTls = true;
    }

    /** Returns what clients have said, command by command, without the mails. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread talk = new Thread(() -> talk(client), "smtp-talk");
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            if (fromTheFirstByte) {
                encrypted(client);
                return;
            }
            if (!say(client.getOutputStream(), answers.getOrDefault("greeting", "220 localhost ESMTP"))) {
                return;
            }
            InputStream in = new BufferedInputStream(client.getInputStream());
            String line = line(in);
            while (line != null) {
                commands.add(line);
                String command = word(line);
                String own = answers.get(command);
                if (own != null) {
                    if (!say(client.getOutputStream(), own)) {
                        return;
                    }
                } else if (command.equals("EHLO")) {
                    say(client.getOutputStream(), offersTls ? "250-localhost\r\n250 STARTTLS" : "250 localhost");
                } else if (command.equals("STARTTLS")) {
                    say(client.getOutputStream(), "220 go ahead");
                    encrypted(client);
                    return;
                } else if (command.equals("QUIT")) {
                    say(client.getOutputStream(), "221 bye");
                    return;
                } else {
                    say(client.getOutputStream(), "530 5.7.0 Must issue a STARTTLS command first");
                }
                line = line(in);
            }
        } catch (IOException gone) {
            // The client has gone, or didn't trust us.
        }
    }

    private void encrypted(Socket client) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(client, "localhost", client.getPort(), true);
        encrypted.setUseClientMode(false);
        through(encrypted);
    }

    private void through(SSLSocket client) throws IOException {
        try (Socket real = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            InputStream fromClient = new BufferedInputStream(client.getInputStream());
            InputStream fromServer = new BufferedInputStream(real.getInputStream());
            OutputStream toClient = client.getOutputStream();
            String greeting = reply(fromServer);
            if (fromTheFirstByte && !say(toClient, answers.getOrDefault("greeting", greeting))) {
                return;
            }
            boolean data = false;
            boolean alone = false;
            String line = line(fromClient);
            while (line != null) {
                String command = data ? line.equals(".") ? "." : "" : word(line);
                if (!data) {
                    commands.add(line);
                }
                String own = answers.get(command);
                if (own != null && !own.equals(CUT_AFTER)) {
                    if (!say(toClient, own)) {
                        return;
                    }
                    // The server behind waits for the end of the data for good.
                    alone |= data;
                    data = false;
                } else if (alone) {
                    say(toClient, "250 2.0.0 as you like");
                } else {
                    real.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    real.getOutputStream().flush();
                    if (!data || command.equals(".")) {
                        String answer = reply(fromServer);
                        if (CUT_AFTER.equals(own)) {
                            return;
                        }
                        say(toClient, answer);
                        data = command.equals("DATA") && answer.startsWith("354");
                    }
                }
                line = line(fromClient);
            }
        }
    }

    private boolean say(OutputStream out, String answer) throws IOException {
        if (answer.equals(CUT)) {
            return false;
        }
        while (answer.equals(ENDLESS_LINE) || answer.equals(ENDLESS_LINES)) {
            byte[] part = (answer.equals(ENDLESS_LINE) ? "x".repeat(8192) : "250-8BITMIME\r\n".repeat(500))
                    .getBytes(StandardCharsets.US_ASCII);
            out.write(part);
            out.flush();
            said.addAndGet(part.length);
        }
        while (answer.equals(DROPS)) {
            out.write('2');
            out.flush();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        if (answer.equals(SILENT)) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    private static String word(String line) {
        return line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static String reply(InputStream in) throws IOException {
        StringBuilder all = new StringBuilder();
        String line = line(in);
        while (line != null) {
            all.append(all.isEmpty() ? "" : "\r\n").append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return all.toString();
            }
            line = line(in);
        }
        return all.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return next < 0 && line.isEmpty() ? null : line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
