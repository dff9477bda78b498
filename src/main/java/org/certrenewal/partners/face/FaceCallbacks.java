package org.certrenewal.partners.face;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.certrenewal.partners.OnPartner;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.SignedRequests;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.springframework.stereotype.Component;

/** Reads what the partner calls back: who has signed it first, what it says then. */
@Component
@OnPartner(Partner.FACE)
public class FaceCallbacks {

    private static final int LONGEST = 4096;

    private final SignedRequests signatures;

    FaceCallbacks(SignedRequests signatures) {
        this.signatures = signatures;
    }

    /** Says that something isn't an answer of the partner's. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final Heard heard;

        Refused(Heard heard) {
            super(heard.label());
            this.heard = heard;
        }

        public Heard heard() {
            return heard;
        }
    }

    /**
     * Reads a callback; in no transaction.
     *
     * @throws Refused if it isn't signed by the partner, was here before, or is no answer
     */
    public Answer read(HttpServletRequest request) throws IOException, Refused {
        String query = request.getQueryString();
        return read(
                request.getMethod(),
                request.getRequestURI() + (query == null ? "" : "?" + query),
                request::getHeader,
                request.getInputStream().readNBytes(LONGEST + 1));
    }

    Answer read(String method, String path, UnaryOperator<String> headers, byte[] body) throws Refused {
        if (body.length > LONGEST) {
            throw new Refused(Heard.MALFORMED);
        }
        try {
            signatures.verify(Partner.FACE, method, path, headers, body);
        } catch (SignedRequests.NotGenuine e) {
            throw new Refused(
                    switch (e.reason()) {
                        case LATE -> Heard.LATE;
                        case REPLAYED -> Heard.REPLAYED;
                        case MALFORMED, UNKNOWN_KEY, FORGED -> Heard.FORGED;
                    });
        }
        return FaceMessages.result(body).orElseThrow(() -> new Refused(Heard.MALFORMED));
    }
}
