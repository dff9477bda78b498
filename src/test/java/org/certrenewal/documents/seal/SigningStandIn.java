package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;

/** Has a signature made where the keys lie, as a signing service does, with something before it. */
public final class SigningStandIn {

    private SigningStandIn() {}

    /** Returns keys whose secrets aren't here; each signature runs something first. */
    public static SealKeys keys(SealKeys here, Runnable before) {
        return SealKeys.of(List.of(new ServiceKeys(new SigningService() {
            @Override
            public List<Offered> keys() {
                return here.all().entrySet().stream()
                        .map(key -> new Offered(key.getKey(), key.getValue().chain()))
                        .toList();
            }

            @Override
            public byte[] sign(String alias, Algorithm algorithm, byte[] digest) {
                before.run();
                try {
                    return SigningStandIn.sign(here.all().get(alias), algorithm, digest);
                } catch (GeneralSecurityException | java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        })));
    }

    private static byte[] sign(SealKeys.Key key, SigningService.Algorithm algorithm, byte[] digest)
            throws GeneralSecurityException, java.io.IOException {
        if (algorithm == SigningService.Algorithm.SM2_SM3) {
            return Sm2.sign(((java.security.interfaces.ECPrivateKey) key.secret()).getS(), digest);
        }
        Signature signature = Signature.getInstance("NONEwithECDSA", key.provider());
        signature.initSign(key.secret());
        signature.update(digest);
        return signature.sign();
    }
}
