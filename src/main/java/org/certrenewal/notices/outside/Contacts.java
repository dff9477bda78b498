package org.certrenewal.notices.outside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps where people want to be told things, and when not. An address counts only after its owner has sent back the
 * code that went there: so nobody can have the service write to somebody else.
 */
@Repository
public class Contacts {

    /** How long a mail's link, and a short message's code, can be used. */
    public static final Duration MAIL_CODE = Duration.ofHours(24);

    public static final Duration SMS_CODE = Duration.ofMinutes(10);

    /** Six digits guessed five times: one in 200,000. */
    private static final int MOST_TRIES = 5;

    private static final int DIGITS = 6;
    private static final int TOKEN_BYTES = 32;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Contacts(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Holds somebody's address on one way.
     *
     * @param address the one that counts, or null
     * @param wanted whether something is to be sent there
     * @param pending the one that waits to be confirmed, or null
     * @param refusedAt since when nobody could be reached there, or null
     */
    public record Contact(
            String user, Channel channel, String address, boolean wanted, String pending, Instant refusedAt) {

        /** Tells whether something may be sent there. */
        boolean isOpen() {
            return wanted && address != null;
        }
    }

    /**
     * Holds how somebody wants to be told.
     *
     * @param gathered whether mails are gathered, one an hour at most
     * @param ofGroups whether they tell what the groups are told, too
     */
    public record Preference(QuietHours quiet, boolean gathered, boolean ofGroups) {

        static final Preference DEFAULT = new Preference(QuietHours.DEFAULT, false, false);
    }

    /** Says what became of a code that was sent back. */
    public enum Confirmation {
        CONFIRMED,
        WRONG,
        /** Too late, tried too often, or there is nothing to confirm. */
        OVER
    }

    static String purpose(String user, Channel channel) {
        return "notice_contact/" + user + "/" + channel.name();
    }

    /** Returns somebody's address on one way, if there is one. */
    public Optional<Contact> find(String user, Channel channel) {
        return jdbc.sql("""
                        select user_id, channel, address, wanted, pending, refused_at from notice_contact
                         where user_id = ? and channel = ?
                        """)
                .params(user, channel.name())
                .query((row, index) -> contact(row))
                .optional();
    }

    private Contact contact(ResultSet row) throws SQLException {
        String user = row.getString(1);
        Channel channel = Channel.valueOf(row.getString(2));
        OffsetDateTime refused = row.getObject(6, OffsetDateTime.class);
        return new Contact(
                user,
                channel,
                vault.read(purpose(user, channel), row.getString(3)),
                row.getBoolean(4),
                vault.read(purpose(user, channel), row.getString(5)),
                refused == null ? null : refused.toInstant());
    }

    /** Returns how somebody wants to be told. */
    public Preference preference(String user) {
        return jdbc.sql("select quiet_from, quiet_to, gathered, of_groups from notice_preference where user_id = ?")
                .param(user)
                .query((row, index) ->
                        new Preference(quiet(row.getInt(1), row.getInt(2)), row.getBoolean(3), row.getBoolean(4)))
                .optional()
                .orElse(Preference.DEFAULT);
    }

    static QuietHours quiet(int from, int to) {
        return new QuietHours(time(from), time(to));
    }

    private static LocalTime time(int minutes) {
        return LocalTime.of(minutes / 60, minutes % 60);
    }

    private static int minutes(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    /** Keeps how somebody wants to be told. */
    @Transactional
    public void prefer(String user, Preference preference) {
        Object[] values = {
            minutes(preference.quiet().from()),
            minutes(preference.quiet().to()),
            preference.gathered(),
            preference.ofGroups(),
            user
        };
        if (!preference(user).gathered()) {
            // Whoever begins to have mails gathered isn't told what was before.
            jdbc.sql("update notice_preference set gathered_until = ? where user_id = ?")
                    .params(OffsetDateTime.now(clock), user)
                    .update();
        }
        int changed = jdbc.sql(
                        "update notice_preference set quiet_from = ?, quiet_to = ?, gathered = ?, of_groups = ? where user_id = ?")
                .params(values)
                .update();
        if (changed == 0) {
            jdbc.sql("""
                            insert into notice_preference (quiet_from, quiet_to, gathered, of_groups, user_id, gathered_until)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(Stream.concat(Arrays.stream(values), Stream.of(OffsetDateTime.now(clock)))
                            .toList())
                    .update();
        }
    }

    /**
     * Takes an address, which counts as soon as its code comes back; until then the one before goes on counting.
     *
     * @return the code
     */
    @Transactional
    public String propose(String user, Channel channel, String address) {
        String code = channel == Channel.MAIL ? token() : digits();
        OffsetDateTime now = OffsetDateTime.now(clock);
        String purpose = purpose(user, channel);
        if (find(user, channel).isEmpty()) {
            jdbc.sql("insert into notice_contact (user_id, channel, wanted, changed_at) values (?, ?, ?, ?)")
                    .params(user, channel.name(), true, now)
                    .update();
        }
        jdbc.sql("""
                        update notice_contact set pending = ?, code = ?, code_until = ?, code_tries = 0, changed_at = ?
                         where user_id = ? and channel = ?
                        """)
                .params(
                        vault.write(purpose, address),
                        vault.write(purpose, code),
                        now.plus(channel == Channel.MAIL ? MAIL_CODE : SMS_CODE),
                        now,
                        user,
                        channel.name())
                .update();
        return code;
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String digits() {
        return String.format("%0" + DIGITS + "d", random.nextInt(1_000_000));
    }

    /** Returns the code that an address waits for, as long as it can be used. */
    Optional<String> code(String user, Channel channel) {
        return jdbc.sql("""
                        select code from notice_contact
                         where user_id = ? and channel = ? and pending is not null and code_until > ?
                        """)
                .params(user, channel.name(), OffsetDateTime.now(clock))
                .query(String.class)
                .optional()
                .map(kept -> vault.read(purpose(user, channel), kept));
    }

    /** Takes a code that came back, and lets the address count if it is the right one. */
    @Transactional
    public Confirmation confirm(String user, Channel channel, String typed) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        int counted =
                jdbc.sql("""
                        update notice_contact set code_tries = code_tries + 1
                         where user_id = ? and channel = ? and pending is not null and code_until > ? and code_tries < ?
                        """).params(user, channel.name(), now, MOST_TRIES).update();
        Optional<String> code = counted == 1 ? code(user, channel) : Optional.empty();
        if (code.isEmpty()) {
            return Confirmation.OVER;
        }
        if (!MessageDigest.isEqual(bytes(code.get()), bytes(typed))) {
            return Confirmation.WRONG;
        }
        jdbc.sql("""
                        update notice_contact set address = pending, verified_at = ?, pending = null, code = null,
                               code_until = null, refused_at = null, wanted = ?, changed_at = ?
                         where user_id = ? and channel = ?
                        """).params(now, true, now, user, channel.name()).update();
        return Confirmation.CONFIRMED;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets something be sent to an address, or not. */
    public void want(String user, Channel channel, boolean wanted) {
        jdbc.sql("update notice_contact set wanted = ?, changed_at = ? where user_id = ? and channel = ?")
                .params(wanted, OffsetDateTime.now(clock), user, channel.name())
                .update();
    }

    /** Notes that nobody can be reached at an address; nothing goes there any more. */
    void refused(String user, Channel channel, boolean pending) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        if (pending) {
            jdbc.sql("""
                            update notice_contact set pending = null, code = null, code_until = null, refused_at = ?
                             where user_id = ? and channel = ?
                            """).params(now, user, channel.name()).update();
        } else {
            jdbc.sql("update notice_contact set wanted = ?, refused_at = ? where user_id = ? and channel = ?")
                    .params(false, now, user, channel.name())
                    .update();
        }
    }

    /** Forgets an address. */
    public void forget(String user, Channel channel) {
        jdbc.sql("delete from notice_contact where user_id = ? and channel = ?")
                .params(user, channel.name())
                .update();
    }

    /** Forgets all addresses. */
    int forget(String user) {
        return jdbc.sql("delete from notice_contact where user_id = ?")
                .param(user)
                .update();
    }

    /** Names somebody whose mails are gathered, and up to when that has been done. */
    record Gathered(String user, Instant since, QuietHours quiet, boolean ofGroups) {}

    /** Returns everybody whose mails are gathered and who got none since a moment. */
    List<Gathered> toGather(Instant notSince) {
        return jdbc.sql("""
                        select p.user_id, coalesce(p.gathered_until, c.verified_at), p.quiet_from, p.quiet_to, p.of_groups
                          from notice_preference p join notice_contact c on c.user_id = p.user_id and c.channel = 'MAIL'
                         where p.gathered and (p.gathered_at is null or p.gathered_at <= ?)
                           and c.wanted and c.address is not null
                         order by p.user_id
                        """)
                .param(notSince.atOffset(java.time.ZoneOffset.UTC))
                .query((row, index) -> new Gathered(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        quiet(row.getInt(3), row.getInt(4)),
                        row.getBoolean(5)))
                .list();
    }

    /**
     * Notes up to when somebody's mails are gathered.
     *
     * @return whether it is so now; not if another node has done it since
     */
    boolean gathered(Gathered before, Instant until) {
        return jdbc.sql("""
                        update notice_preference set gathered_until = :until, gathered_at = :now
                         where user_id = :user and (gathered_until is null or gathered_until < :until)
                           and (gathered_at is null or gathered_at < :now)
                        """)
                        .param("until", until.atOffset(java.time.ZoneOffset.UTC))
                        .param("now", OffsetDateTime.now(clock))
                        .param("user", before.user())
                        .update()
                == 1;
    }
}
