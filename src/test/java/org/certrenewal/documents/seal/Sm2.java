package org.certrenewal.documents.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;

/** Signs digests with SM2, as services of tests do: the usual providers want the whole message. */
public final class Sm2 {

    private Sm2() {}

    /** Signs as GB/T 32918.2 section 6.1 says; DER. */
    public static byte[] sign(BigInteger secret, byte[] digest) throws IOException {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("sm2p256v1");
        BigInteger n = curve.getN();
        BigInteger k = new BigInteger(255, new SecureRandom()).add(BigInteger.ONE);
        BigInteger x = curve.getG().multiply(k).normalize().getAffineXCoord().toBigInteger();
        BigInteger r = new BigInteger(1, digest).add(x).mod(n);
        BigInteger s = BigInteger.ONE
                .add(secret)
                .modInverse(n)
                .multiply(k.subtract(r.multiply(secret)))
                .mod(n);
        return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
    }
}
