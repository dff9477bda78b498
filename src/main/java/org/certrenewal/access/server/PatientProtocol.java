package org.certrenewal.access.server;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Cuts connections whose request line and headers take too long; they hold no thread, but a place each. */
public final class PatientProtocol extends Http11NioProtocol {

    private long patienceMillis = Long.MAX_VALUE;
    private ScheduledFuture<?> watch;

    void setPatienceMillis(long patience) {
        patienceMillis = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        long every = Math.max(1, Math.min(TimeUnit.SECONDS.toMillis(1), patienceMillis / 2));
        watch = getUtilityExecutor().scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.cancel(false);
        }
        super.stop();
    }

    /** One that can't be looked at is no reason to look at none any more. */
    private void look() {
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            try {
                if (isTooSlow(connection)) {
                    connection.close();
                }
            } catch (RuntimeException e) {
                getLog().debug("a connection that is just ending", e);
            }
        }
    }

    /** While a connection waits for the rest of its headers, what has been read so far is kept with it. */
    private boolean isTooSlow(SocketWrapperBase<NioChannel> connection) {
        if (connection.getCurrentProcessor() instanceof AbstractProcessor waiting) {
            long begin = waiting.getRequest().getStartTimeNanos();
            return !waiting.isAsync()
                    && begin > 0
                    && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) > patienceMillis;
        }
        return false;
    }
}
