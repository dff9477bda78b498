package org.certrenewal.access.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/**
 * Knows the sessions of this node in which somebody is logged in: no more than a few for a person, the oldest ends, and
 * no more than so many for the node, the one ends that was unused for longest. Says afterwards why one was ended.
 */
@Component
class Sessions implements HttpSessionListener, HttpSessionIdListener, LogoutHandler {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final int MOST_REASONS = 10_000;

    private final AccountTrail trail;
    private final int mostOfPerson;
    private final int mostOfNode;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private volatile boolean closing;

    /** Why sessions were ended, for those who still come with them. */
    private final Map<String, Ended> reasons = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ended> eldest) {
            return size() > MOST_REASONS;
        }
    });

    private record Held(HttpSession session, String user) {

        private long lastUse() {
            try {
                return session.getLastAccessedTime();
            } catch (IllegalStateException over) {
                return 0;
            }
        }
    }

    Sessions(
            AccountTrail trail,
            @Value("${renewal.session.per-person:5}") int mostOfPerson,
            @Value("${renewal.session.per-node:5000}") int mostOfNode) {
        this.trail = trail;
        this.mostOfPerson = mostOfPerson;
        this.mostOfNode = mostOfNode;
    }

    /** Takes in a session in which somebody has logged in, and ends others that are too many then. */
    void begun(HttpSession session, String user, String address) {
        Map<Held, Ended> tooMany = new LinkedHashMap<>();
        synchronized (held) {
            Held before = held.get(session.getId());
            if (before != null && before.user().equals(user)) {
                return;
            }
            held.remove(session.getId());
            List<Held> mine = held.values().stream()
                    .filter(one -> one.user().equals(user))
                    .toList();
            mine.stream().limit(Math.max(0, mine.size() + 1L - mostOfPerson)).forEach(one -> {
                held.remove(one.session().getId());
                tooMany.put(one, Ended.CROWDED);
            });
            held.values().stream()
                    .sorted(Comparator.comparingLong(Held::lastUse))
                    .limit(Math.max(0, held.size() + 1L - mostOfNode))
                    .toList()
                    .forEach(one -> {
                        held.remove(one.session().getId());
                        tooMany.put(one, Ended.FULL);
                    });
            held.put(session.getId(), new Held(session, user));
        }
        tooMany.forEach((one, why) -> end(one.session(), one.user(), why));
        trail.of(user, user, "logged-in", "", address);
    }

    /** Ends a session. */
    void end(HttpSession session, String user, Ended why) {
        String id = session.getId();
        synchronized (held) {
            held.remove(id);
        }
        if (reasons.put(id, why) == null) {
            trail.of(user, AccountTrail.SYSTEM, "session-ended", why.code(), null);
        }
        try {
            session.invalidate();
        } catch (IllegalStateException already) {
            log.debug("session was over already");
        }
    }

    /** Tells why the session was ended that a request names. */
    Optional<Ended> whyEnded(HttpServletRequest request) {
        return Optional.ofNullable(request.getRequestedSessionId()).map(reasons::get);
    }

    /** Hears that somebody logs out. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, Authentication login) {
        HttpSession session = request.getSession(false);
        if (session != null && login != null) {
            synchronized (held) {
                held.remove(session.getId());
            }
            trail.of(login.getName(), login.getName(), "logged-out", "", null);
        }
    }

    /** Is a session that ended by itself: unused, or a day old. */
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        Held over;
        synchronized (held) {
            over = held.remove(event.getSession().getId());
        }
        if (over != null && !closing) {
            trail.of(over.user(), AccountTrail.SYSTEM, "session-ended", "unused or too old", null);
        }
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        synchronized (held) {
            Held known = held.remove(before);
            if (known != null) {
                held.put(event.getSession().getId(), new Held(event.getSession(), known.user()));
            }
        }
    }

    /** A node that stops ends all its sessions; that is told by the log. */
    @EventListener
    void close(ContextClosedEvent closed) {
        closing = true;
    }
}
