package org.certrenewal.partners.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * Makes sockets on which each answer comes whole within a time and a size, or not at all: the mail library waits for
 * the next byte only, and would wait for ever where one comes now and then, and keep a line without an end.
 */
final class BoundedSockets {

    /** RFC 5321 section 4.5.3.1.5 wants 512 bytes a line; TLS brings certificates. */
    static final int LONGEST_ANSWER = 128 * 1024;

    private BoundedSockets() {}

    /** Makes sockets that aren't encrypted, or not yet. */
    static SocketFactory plain(Duration answer) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return new Bounded(new Socket(), answer);
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
                    throws IOException {
                throw anotherWay();
            }
        };
    }

    /** Encrypts from the first byte, with what makes encrypted sockets. */
    static SSLSocketFactory encrypted(SSLSocketFactory by, Duration answer) {
        return new SSLSocketFactory() {
            @Override
            public Socket createSocket(Socket open, String host, int port, boolean closes) throws IOException {
                return by.createSocket(new Bounded(open, answer), host, port, closes);
            }

            @Override
            public String[] getDefaultCipherSuites() {
                return by.getDefaultCipherSuites();
            }

            @Override
            public String[] getSupportedCipherSuites() {
                return by.getSupportedCipherSuites();
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                throw anotherWay();
            }

            @Override
            public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
                    throws IOException {
                throw anotherWay();
            }
        };
    }

    private static IOException anotherWay() {
        return new IOException("the mail library opens sockets in another way than was known");
    }

    /** Begins a new answer whenever something is said to the server. */
    private static final class Bounded extends WriteTimeoutSocket {

        private final Duration answer;
        private long until;
        private int left;

        Bounded(Socket socket, Duration answer) throws IOException {
            super(socket, Math.toIntExact(answer.toMillis()));
            this.answer = answer;
            begin();
        }

        private synchronized void begin() {
            until = System.nanoTime() + answer.toNanos();
            left = LONGEST_ANSWER;
        }

        /** Returns for how many milliseconds more something may come. */
        private synchronized int patience() throws IOException {
            long millis = (until - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("the mail server's answer takes too long");
            }
            return Math.toIntExact(millis);
        }

        private synchronized boolean isOver() {
            return left <= 0 || System.nanoTime() - until >= 0;
        }

        private synchronized int came(int bytes) throws IOException {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new IOException("the mail server's answer is too long");
            }
            return bytes;
        }

        @Override
        public void connect(java.net.SocketAddress server, int timeout) throws IOException {
            super.connect(server, timeout);
            begin();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    setSoTimeout(patience());
                    int next = super.read();
                    came(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    setSoTimeout(patience());
                    return came(super.read(bytes, offset, length));
                }

                @Override
                public long skip(long bytes) throws IOException {
                    setSoTimeout(patience());
                    return came(Math.toIntExact(super.skip(Math.min(bytes, LONGEST_ANSWER))));
                }

                /** An encrypted connection that is closed reads on as long as there is something. */
                @Override
                public int available() throws IOException {
                    return isOver() ? 0 : super.available();
                }
            };
        }

        @Override
        public synchronized OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int next) throws IOException {
                    out.write(next);
                    begin();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    begin();
                }
            };
        }
    }
}
