package org.certrenewal.registry;

import java.time.LocalDate;
import java.util.List;

/** Says what one version of a certificate is worth on a day: the one answer that every page and check gives. */
public enum Standing {
    GENUINE("有效"),
    /** The term is over, whether the registry has noted it already (失效) or not yet. */
    EXPIRED("已过期失效"),
    SUSPENDED("已暂扣"),
    /** 吊销. */
    REVOKED("已吊销"),
    /** 撤销. */
    RESCINDED("已撤销"),
    CANCELLED("已注销"),
    /** A newer version was issued, whose term begins when this one's ends; until then this one counts. */
    FOLLOWED("有效，期满由新版接续"),
    /** A newer version of the same certificate has taken its place. */
    SUPERSEDED("已被新版本取代"),
    OTHER("状态异常");

    private final String label;

    Standing(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * Judges a version. What the authority took away counts first, for every version; then whether there is a newer one
     * whose term has begun; then the term.
     *
     * @param version the version, with the certificate's present state
     * @param versions all of the certificate, the oldest first
     * @param today the day on which is judged
     */
    public static Standing of(Certificate version, List<Certificate> versions, LocalDate today) {
        int newest = versions.get(versions.size() - 1).version();
        return switch (version.status()) {
            case SUSPENDED -> SUSPENDED;
            case REVOKED -> REVOKED;
            case RESCINDED -> RESCINDED;
            case CANCELLED -> CANCELLED;
            case OTHER -> OTHER;
            case LAPSED -> version.version() < newest ? SUPERSEDED : EXPIRED;
            case VALID -> {
                if (version.version() < newest) {
                    yield isInForce(version, versions, today) ? FOLLOWED : SUPERSEDED;
                }
                yield today.isAfter(version.validTo()) ? EXPIRED : GENUINE;
            }
        };
    }

    /** Judges the newest version. */
    public static Standing of(Certificate newest, LocalDate today) {
        return of(newest, List.of(newest), today);
    }

    /**
     * Of those whose term has begun the newest counts: a corrected one takes its place at once, a renewed one later.
     */
    private static boolean isInForce(Certificate version, List<Certificate> versions, LocalDate today) {
        return !today.isBefore(version.validFrom())
                && !today.isAfter(version.validTo())
                && versions.stream()
                        .filter(it -> it.version() > version.version())
                        .allMatch(it -> it.validFrom().isAfter(today));
    }

    /** Tells whether its holder may work with it on the day. */
    public boolean isGood() {
        return this == GENUINE || this == FOLLOWED;
    }

    /** Tells whether the authority took the certificate away, for a time or for good: its holder gets no file of it. */
    public boolean isTakenAway() {
        return switch (this) {
            case SUSPENDED, REVOKED, RESCINDED, CANCELLED, OTHER -> true;
            case GENUINE, EXPIRED, FOLLOWED, SUPERSEDED -> false;
        };
    }
}
