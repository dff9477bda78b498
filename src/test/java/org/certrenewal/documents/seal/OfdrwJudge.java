package org.certrenewal.documents.seal;

import java.io.ByteArrayInputStream;
import java.util.function.Function;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;

/** Asks ofdrw about a seal; loaded beside the Bouncy Castle that ofdrw was built with. Answers "" or what is wrong. */
public final class OfdrwJudge implements Function<byte[], String> {

    @Override
    public String apply(byte[] ofd) {
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(ofd));
                OFDValidator validator = new OFDValidator(reader)) {
            validator.setValidator(new SESV4ValidateContainer());
            validator.exeValidate();
            return "";
        } catch (Exception refused) {
            return refused.toString();
        }
    }
}
