package org.certrenewal.demo.simulators;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.certrenewal.partners.Partner;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Plays a mail server, by SMTP (RFC 5321) with STARTTLS (RFC 3207): keeps the last mails and shows them. */
@Component
@Profile("demo & partners & !production")
class MailSimulator implements Simulator, SmartLifecycle {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int SHOWN = 10;
    private static final int LARGEST = 1024 * 1024;
    private static final int MOST_CONNECTIONS = 100;
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w.:/?=&;#%-]+");

    private final Moods moods;
    private final Clock clock;
    private final int port;
    private final Path folder;
    private final Ledger ledger = new Ledger();
    private final Deque<Received> mails = new ArrayDeque<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private SMTPServer server;

    MailSimulator(
            Moods moods,
            Clock clock,
            @Value("${renewal.simulators.smtp-port}") int port,
            @Value("${renewal.seals.folder}") String folder) {
        this.moods = moods;
        this.clock = clock;
        this.port = port;
        this.folder = Path.of(folder);
    }

    private record Received(String at, String to, String subject, String id, String text) {}

    @Override
    public String id() {
        return Partner.MAIL.id();
    }

    @Override
    public String title() {
        return Partner.MAIL.title();
    }

    /** A mail server answers by lines: there is nothing to garble that isn't an error, and nothing huge. */
    @Override
    public List<Mood> moods() {
        return List.of(Mood.WELL, Mood.SLOW, Mood.HANGING, Mood.BROKEN, Mood.REFUSING);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public synchronized Map<String, String> taken() {
        return new LinkedHashMap<>(taken);
    }

    @Override
    public void start() {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("simulator")
                .maxConnections(MOST_CONNECTIONS)
                .maxMessageSize(LARGEST)
                .startTlsSocketFactory(tls())
                .requireTLS()
                .messageHandlerFactory(Session::new)
                .build();
        server.start();
    }

    /** Shows the certificate that the rehearsal's SSL bundle trusts. */
    private SSLContext tls() {
        try {
            SimulatorKeys.Pair key = SimulatorKeys.MAIL.in(folder);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("mail", key.secret(), new char[0], new Certificate[] {key.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        moods.end();
        server.stop();
        server = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Like the other simulators: before anybody asks, and until nobody asks any more. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** Takes one mail. */
    private final class Session implements MessageHandler {

        private String to = "";
        private Mood mood = Mood.WELL;

        Session(MessageContext context) {
            // Whoever connects is on this machine.
        }

        @Override
        public void from(String address) throws RejectException {
            mood = moods.meet(id());
            switch (mood) {
                case SLOW -> moods.keepWaiting(id(), mood);
                case BROKEN -> throw new RejectException(451, "4.3.0 rehearsal: local error in processing");
                case REFUSING -> throw new RejectException(550, "5.7.1 rehearsal: not accepted");
                default -> {
                    // Goes on.
                }
            }
        }

        @Override
        public void recipient(String address) {
            to = address;
        }

        /** What hangs has taken the mail, and doesn't say so. */
        @Override
        public String data(InputStream mail) throws IOException {
            keep(to, mail.readAllBytes());
            if (mood == Mood.HANGING) {
                moods.keepWaiting(id(), mood);
            }
            return null;
        }

        @Override
        public void done() {
            // Nothing is open.
        }
    }

    private void keep(String to, byte[] bytes) throws IOException {
        try {
            MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(bytes));
            String id = String.valueOf(mail.getMessageID());
            if (ledger.isFirst(id)) {
                keep(new Received(
                        TIME.format(LocalTime.now(clock)), to, String.valueOf(mail.getSubject()), id, text(mail)));
            }
        } catch (MessagingException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private synchronized void keep(Received mail) {
        taken.put(mail.id(), mail.to() + " " + mail.subject() + " " + mail.text());
        mails.addFirst(mail);
        while (mails.size() > SHOWN) {
            mails.removeLast();
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart one = parts.getBodyPart(i);
                String text = text(one);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    @Override
    public synchronized String shown() {
        return mails.isEmpty()
                ? "<p>还没有邮件。</p>"
                : "<p>最近的邮件：</p>" + mails.stream().map(MailSimulator::shown).collect(Collectors.joining());
    }

    private static String shown(Received mail) {
        String text = ADDRESS.matcher(Html.text(mail.text().strip()))
                .replaceAll(it -> "<a href=\"" + it.group() + "\">" + it.group() + "</a>");
        return "<details><summary>%s　%s，收件人 %s</summary><pre>%s</pre><p class=\"hint\">Message-ID：%s</p></details>"
                .formatted(mail.at(), Html.text(mail.subject()), Html.text(mail.to()), text, Html.text(mail.id()));
    }
}
