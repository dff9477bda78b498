package org.certrenewal.access.outage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 where the database kept a request from being done, wherever in the chain that was found out: a filter, a
 * page, {@code /api}, or Camunda's REST, which packs it into a 500 of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OutageFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

    private final OutageAnswer answer;

    OutageFilter(OutageAnswer answer) {
        this.answer = answer;
    }

    /** Health has words of its own for a database that is away. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DatabaseTrouble.watch();
        try {
            Withheld withheld = new Withheld(response);
            Optional<DatabaseTrouble> trouble = Optional.empty();
            try {
                chain.doFilter(request, withheld);
            } catch (ServletException | IOException | RuntimeException | Error e) {
                trouble = DatabaseTrouble.in(e).or(DatabaseTrouble::met);
                if (trouble.isEmpty() || response.isCommitted()) {
                    throw e;
                }
                // One line: whoever has to mend the database finds its own log and the health.
                log.warn("the database is {}: {}", trouble.get(), firstLine(e));
            }
            trouble = trouble.or(() -> withheld.trouble);
            if (trouble.isPresent() && !response.isCommitted()) {
                answer.write(trouble.get(), request, response);
            }
        } finally {
            DatabaseTrouble.forget();
        }
    }

    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse("");
    }

    /** Withholds an answer that calls it our fault, where the database has failed. */
    private static final class Withheld extends HttpServletResponseWrapper {

        private static final int OUR_FAULT = 500;
        private Optional<DatabaseTrouble> trouble = Optional.empty();

        private Withheld(HttpServletResponse response) {
            super(response);
        }

        private boolean isToBeWithheld(int status) {
            if (status >= OUR_FAULT && trouble.isEmpty() && !isCommitted()) {
                trouble = DatabaseTrouble.met();
            }
            return trouble.isPresent();
        }

        @Override
        public void setStatus(int status) {
            if (!isToBeWithheld(status)) {
                super.setStatus(status);
            }
        }

        @Override
        public void sendError(int status) throws IOException {
            if (!isToBeWithheld(status)) {
                super.sendError(status);
            }
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            if (!isToBeWithheld(status)) {
                super.sendError(status, message);
            }
        }

        @Override
        public void flushBuffer() throws IOException {
            if (trouble.isEmpty()) {
                super.flushBuffer();
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return trouble.isEmpty() ? super.getOutputStream() : new Nowhere();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            return trouble.isEmpty() ? super.getWriter() : new PrintWriter(Writer.nullWriter());
        }
    }

    /** Takes what isn't to be sent. */
    private static final class Nowhere extends ServletOutputStream {

        private final OutputStream nowhere = OutputStream.nullOutputStream();

        @Override
        public void write(int one) throws IOException {
            nowhere.write(one);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("nothing is sent");
        }
    }
}
