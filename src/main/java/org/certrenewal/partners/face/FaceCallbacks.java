package org.certrenewal.partners.face;

import jakarta.servlet.http.HttpServletRequest;
import org.certrenewal.partners.OnPartner;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.springframework.stereotype.Component;

/** Stub. */
@Component
@OnPartner(Partner.FACE)
public class FaceCallbacks {
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final Heard heard;

        Refused(Heard heard) {
            super(heard.label());
            this.heard = heard;
        }

        public Heard heard() {
            return heard;
        }
    }

    public Answer read(HttpServletRequest request) throws Refused, java.io.IOException {
        throw new Refused(Heard.FORGED);
    }
}
