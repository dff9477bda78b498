package org.certrenewal.documents.adapters;

import java.util.Optional;
import org.certrenewal.documents.seal.Timestamps;
import org.certrenewal.documents.seal.Web;

/**
 * A timestamping authority over HTTP (RFC 3161 section 3.4).
 *
 * @param address where it listens
 */
record HttpTimestamps(Web web, String address, String digest, Optional<String> policy) implements Timestamps {

    @Override
    public byte[] ask(byte[] request) {
        return web.ask(address, "application/timestamp-query", "application/timestamp-reply", request);
    }
}
