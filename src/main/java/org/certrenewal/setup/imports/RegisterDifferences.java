package org.certrenewal.setup.imports;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CasesOfCertificates;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.imports.Comparison;
import org.certrenewal.registry.imports.DifferenceDesk;
import org.certrenewal.registry.imports.Entry;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.Register;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what a register says otherwise than an open case rests on, until a supervisor of the office has looked: takes
 * it over, or leaves what is here. Nothing is overwritten meanwhile.
 */
@Service
public class RegisterDifferences implements DifferenceDesk {

    /** Where supervisors see to them. */
    public static final String PAGE = "/office/register";

    private static final String TABLE = "import_difference";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Register register;
    private final Places places;
    private final Notices notices;
    private final AuditTrail audit;
    private final Clock clock;

    RegisterDifferences(
            JdbcClient jdbc,
            Vault vault,
            Register register,
            Places places,
            Notices notices,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.register = register;
        this.places = places;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Names how a difference stands. */
    enum State {
        OPEN,
        TAKEN_OVER,
        LEFT,
        WITHDRAWN
    }

    /**
     * Lets a supervisor look; the same again changes nothing. Joins the caller's transaction.
     *
     * @return whether it waits now
     */
    boolean raise(String importId, Entry entry, Comparison.Current here, Optional<CasesOfCertificates.Submitted> open) {
        String text = EntryText.of(entry);
        String digest = vault.index(TABLE, text);
        Optional<String> known = jdbc.sql(
                        "select state from import_difference where certificate_number = ? and content_digest = ?")
                .params(entry.number().value(), digest)
                .query(String.class)
                .optional();
        if (known.isPresent()) {
            return known.get().equals(State.OPEN.name());
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        String office = open.map(CasesOfCertificates.Submitted::office)
                .or(() -> Optional.ofNullable(here.office()))
                .or(() -> places.cityOfLetter(entry.number().cityLetter()).map(City::code))
                .orElseThrow();
        jdbc.sql("""
                        insert into import_difference (id, import_id, certificate_number, case_number, office, state,
                               content, content_digest, raised_at)
                        values (:id, :import, :certificate, :case, :office, :state, :content, :digest, :at)
                        """)
                .param("id", id)
                .param("import", importId)
                .param("certificate", entry.number().value())
                .param("case", open.map(CasesOfCertificates.Submitted::number).orElse(null))
                .param("office", office)
                .param("state", State.OPEN.name())
                .param("content", vault.seal(purpose(id), text))
                .param("digest", digest)
                .param("at", OffsetDateTime.now(clock))
                .update();
        Note note = Note.to(GroupId.supervisors(office))
                .once("register-difference", "register-difference:" + id)
                .saying("省级登记数据与本系统登记的证书 " + entry.number() + " 不一致"
                        + open.map(it -> "，办件 " + it.number() + " 正在办理").orElse("") + "，没有覆盖，请核实")
                .at(PAGE);
        notices.tell(open.map(it -> note.about(it.number())).orElse(note));
        return true;
    }

    private static String purpose(String id) {
        return TABLE + "/" + id;
    }

    private record Row(String id, String certificate, String caseNumber, String content, Instant at) {

        private CertificateNumber number() {
            return new CertificateNumber(certificate);
        }
    }

    private List<Row> open(String office, String id) {
        return jdbc.sql("""
                        select id, certificate_number, case_number, content, raised_at from import_difference
                         where office = :office and state = 'OPEN' and (:id = '' or id = :id)
                         order by raised_at fetch first 200 rows only
                        """)
                .param("office", office)
                .param("id", id)
                .query((row, index) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3) == null ? "" : row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    @Transactional
    public List<Waiting> of(String office, String by) {
        List<Row> rows = open(office, "");
        Map<CertificateNumber, Comparison.Current> here =
                register.find(rows.stream().map(Row::number).distinct().toList());
        return rows.stream()
                .map(row -> {
                    audit.append(
                            AuditTrail.CERTIFICATE + row.certificate(), by, "saw-register-difference", row.id(), null);
                    return new Waiting(
                            row.id(),
                            row.certificate(),
                            row.caseNumber(),
                            row.at(),
                            outcome(row, here.get(row.number())) instanceof Comparison.Change change
                                    ? change.differences()
                                    : List.of());
                })
                .toList();
    }

    private Comparison.Outcome outcome(Row row, Comparison.Current here) {
        Entry entry = EntryText.read(vault.open(purpose(row.id()), row.content()));
        return new Comparison(LocalDate.now(clock)).of(entry, 0, Optional.ofNullable(here));
    }

    @Override
    @Transactional
    public void answer(String id, String office, boolean takeOver, String by) {
        Row row = open(office, id).stream().findFirst().orElseThrow(() -> new ImportRefused("这项差异已经处理，或者不由您的机关管理"));
        if (takeOver) {
            Comparison.Current here = register.find(List.of(row.number())).get(row.number());
            if (!(outcome(row, here) instanceof Comparison.Change change)) {
                throw new ImportRefused("登记内容已经变动，不能再按来源更新；请核对后选择“维持不变”");
            }
            if (!register.change(here, change)) {
                throw new ImportRefused("这本证书刚刚变动，请刷新后再试");
            }
        }
        int answered = jdbc.sql("""
                        update import_difference set state = :state, answered_by = :by, answered_at = :at
                         where id = :id and state = 'OPEN'
                        """)
                .param("state", (takeOver ? State.TAKEN_OVER : State.LEFT).name())
                .param("by", by)
                .param("at", OffsetDateTime.now(clock))
                .param("id", id)
                .update();
        if (answered == 0) {
            throw new ImportRefused("这项差异已经处理，或者不由您的机关管理");
        }
        audit.append(
                AuditTrail.CERTIFICATE + row.certificate(),
                by,
                takeOver ? "register-difference-taken-over" : "register-difference-left",
                id,
                null);
    }

    /** Takes back what nobody has answered; joins the caller's transaction. */
    void withdraw(String importId) {
        jdbc.sql("update import_difference set state = 'WITHDRAWN' where import_id = ? and state = 'OPEN'")
                .param(importId)
                .update();
    }
}
