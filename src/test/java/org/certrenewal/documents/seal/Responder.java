package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.certrenewal.documents.SealsUnavailable;

/** Answers for authorities of tests: timestamps, OCSP and lists, by path. */
public final class Responder implements Web {

    /** Whatever was asked, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** What was taken back. */
    public final Set<X509Certificate> revoked = ConcurrentHashMap.newKeySet();

    private final String base;
    private final Supplier<Instant> clock;
    private final List<Pki> authorities = new ArrayList<>();
    private final Map<String, Timestamps> timestamping = new ConcurrentHashMap<>();

    public Responder(String base, Supplier<Instant> clock) {
        this.base = base;
        this.clock = clock;
    }

    /** Lets an authority's certificates name a responder here, or a list, or both. */
    public Pki answersFor(Pki authority, boolean byOcsp, boolean byList) {
        authorities.add(authority);
        int number = authorities.size() - 1;
        return authority.answeringAt(byOcsp ? base + "/ocsp/" + number : null, byList ? base + "/crl/" + number : null);
    }

    /** Lets it timestamp at a path. */
    public void timestamps(String path, Timestamps authority) {
        timestamping.put(path, authority);
    }

    @Override
    public byte[] get(String address) {
        return answer(address, new byte[0]);
    }

    @Override
    public byte[] ask(String address, String type, String answer, byte[] question) {
        return answer(address, question);
    }

    private byte[] answer(String address, byte[] question) {
        String path = address.substring(base.length());
        asked.add(path);
        if (timestamping.containsKey(path)) {
            return timestamping.get(path).ask(question);
        }
        Pki authority = authorities.get(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
        if (path.startsWith("/ocsp/")) {
            return authority.ocsp(question, clock.get(), revoked);
        }
        if (path.startsWith("/crl/")) {
            return authority.crl(clock.get(), revoked.toArray(X509Certificate[]::new));
        }
        throw new SealsUnavailable("nobody is there");
    }
}
