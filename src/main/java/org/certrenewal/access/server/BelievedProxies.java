package org.certrenewal.access.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Gives requests that come through a configured proxy the address of who asked it, and says that they came by TLS where
 * the proxy says so. Of anybody else these headers are not read. The name that people asked for is never taken from a
 * header of a proxy; it passes {@code Host} on.
 */
final class BelievedProxies extends ValveBase {

    private static final int TLS_PORT = 443;

    private final ForwardedFor forwarded;

    BelievedProxies(ForwardedFor forwarded) {
        super(true);
        this.forwarded = forwarded;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String peer = request.getRemoteAddr();
        if (forwarded.isProxy(peer)) {
            List<String> headers = Collections.list(request.getHeaders("X-Forwarded-For"));
            String client = forwarded.client(peer, headers);
            request.setRemoteAddr(client);
            request.setRemoteHost(client);
            if ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))) {
                request.setSecure(true);
                request.getCoyoteRequest().scheme().setString("https");
                request.setServerPort(TLS_PORT);
            }
        }
        getNext().invoke(request, response);
    }
}
