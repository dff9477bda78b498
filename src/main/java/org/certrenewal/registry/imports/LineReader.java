package org.certrenewal.registry.imports;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.typed.Codes;
import org.certrenewal.typed.Prose;

/** Reads a line of a register and says everything that is wrong with it. What can't be read for sure isn't read. */
public final class LineReader {

    private static final int LONGEST_CELL = 4096;
    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_FILE_NAME = 200;
    private static final int SIGNIFICANT = 15;
    private static final int YEARS_OF_TERM = 3;
    private static final int WORKING_AGE = 16;
    private static final String PROVINCE = "浙";
    private static final LocalDate FIRST_RULES = LocalDate.of(1980, 1, 1);

    private static final Pattern ERROR =
            Pattern.compile("#(?:REF!|N/A|VALUE!|NAME\\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)");
    private static final Pattern SCIENTIFIC =
            Pattern.compile("[0-9](?:\\.[0-9]+)?E\\+?[0-9]{1,3}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID_SHAPE = Pattern.compile("[0-9]{17}[0-9X]");
    private static final Pattern DAY = Pattern.compile(
            "(?<y>[0-9]{4})(?:[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})|年 ?(?<cm>[0-9]{1,2}) ?月 ?(?<cd>[0-9]{1,2}) ?日?)"
                    + "(?:[ T]0?0:00(?::00(?:\\.0+)?)?)?");
    private static final Pattern COMPACT = Pattern.compile("(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})");
    private static final Pattern VERSION = Pattern.compile("0{0,2}[1-9]|0?[1-9][0-9]|[1-9][0-9]{2}");
    private static final Pattern SERIAL = Pattern.compile("[0-9]{1,5}(?:\\.[0-9]+)?");
    private static final Pattern AMBIGUOUS = Pattern.compile("[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{2,4}日?");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    /** What stands where a character was lost: signs of replacement, boxes, private use, digits. */
    private static final Pattern LOST =
            Pattern.compile("[?\\uFF1F\\uFFFD*\\p{Co}\\p{Nd}]|[\\p{So}\\p{S}&&[^\\p{IsHan}]]");

    private final ImportMapping mapping;
    private final Map<String, Trade> trades = new HashMap<>();
    private final Map<String, CertificateStatus> statuses = new HashMap<>();
    private final Map<String, String> issuerCodes = new HashMap<>();
    private final Map<String, Office> offices = new HashMap<>();
    private final Map<Character, Office> officesByLetter = new HashMap<>();
    private final Places places;
    private final LocalDate today;

    public LineReader(ImportMapping mapping, Trades trades, Places places, Offices offices, LocalDate today) {
        this.mapping = mapping;
        this.places = places;
        this.today = today;
        for (Trade trade : trades.all()) {
            this.trades.putIfAbsent(trade.code(), trade);
            this.trades.put(ImportMapping.plain(trade.name()), trade);
        }
        for (CertificateStatus status : CertificateStatus.values()) {
            if (status != CertificateStatus.OTHER) {
                statuses.put(status.code(), status);
                statuses.put(status.label(), status);
            }
        }
        statuses.putAll(mapping.statuses());
        for (Office office : offices.all()) {
            issuerCodes.put(ImportMapping.plain(office.authority()), office.issuerCode());
            this.offices.put(office.code(), office);
            this.offices.put(ImportMapping.plain(office.name()), office);
        }
        issuerCodes.putAll(mapping.authorities());
        for (City city : places.cities()) {
            offices.withCode(city.code()).ifPresent(office -> officesByLetter.put(city.letter(), office));
        }
    }

    /** Reads a line. */
    public Line read(int number, Header header, List<Cell> cells) {
        Reading reading = new Reading(number, header, cells);
        Entry entry = reading.entry();
        boolean stopped = reading.faults.stream().anyMatch(Fault::stops);
        return new Line(
                number,
                Optional.ofNullable(entry.number()),
                stopped ? Optional.empty() : Optional.of(entry),
                List.copyOf(reading.faults));
    }

    private final class Reading {

        private final int line;
        private final Header header;
        private final List<Cell> cells;
        private final List<Fault> faults = new ArrayList<>(2);

        private Reading(int line, Header header, List<Cell> cells) {
            this.line = line;
            this.header = header;
            this.cells = cells;
        }

        private <T> T fault(Fault.Kind kind, ImportColumn column) {
            faults.add(Fault.of(kind, line, column));
            return null;
        }

        private Entry entry() {
            ChangeKind change = change();
            boolean whole = change == null || change == ChangeKind.NEW;
            CertificateNumber number = number();
            IdNumber holder = holder(whole);
            PersonName name = name(whole || change == ChangeKind.NAME);
            Gender gender = gender(holder);
            String trade = trade(whole, number);
            LocalDate first = day(ImportColumn.FIRST_ISSUED, whole);
            LocalDate from = day(ImportColumn.VALID_FROM, whole || change == ChangeKind.RENEWED);
            LocalDate to = day(ImportColumn.VALID_TO, whole || change == ChangeKind.RENEWED);
            LocalDate issued = day(ImportColumn.ISSUED, whole || change == ChangeKind.RENEWED);
            LocalDate changedOn = day(ImportColumn.CHANGED_ON, !whole);
            CertificateStatus status = status(whole, change);
            order(first, from, to, issued, changedOn, holder, status);
            String authority = text(ImportColumn.AUTHORITY, false);
            String code = issuerCode(authority);
            if (authority == null && whole && number != null && officesByLetter.containsKey(number.cityLetter())) {
                authority = officesByLetter.get(number.cityLetter()).authority();
                code = officesByLetter.get(number.cityLetter()).issuerCode();
            }
            String reason = text(ImportColumn.REASON, false);
            if (reason != null && reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
                fault(Fault.Kind.TOO_LONG, ImportColumn.REASON);
            }
            return new Entry(
                    number,
                    holder,
                    name,
                    gender,
                    trade,
                    first,
                    from,
                    to,
                    issued,
                    authority,
                    code,
                    status,
                    version(),
                    office(change),
                    photo(),
                    change,
                    changedOn,
                    reason == null ? "" : reason);
        }

        /** Returns what a cell says as it stands there; null if it is empty or can't be taken. */
        private String raw(ImportColumn column, boolean needed) {
            Cell cell = header.cell(cells, column);
            String text = cell.text();
            if (cell.kind() == Cell.Kind.FORMULA
                    || cell.kind() == Cell.Kind.TEXT && text.stripLeading().startsWith("=")) {
                return fault(Fault.Kind.FORMULA, column);
            }
            if (cell.kind() == Cell.Kind.ERROR || ERROR.matcher(text.strip()).matches()) {
                return fault(Fault.Kind.ERROR_VALUE, column);
            }
            if (text.length() > LONGEST_CELL) {
                return fault(Fault.Kind.TOO_LONG, column);
            }
            if (!text.isEmpty() && "'’‘＇".indexOf(text.charAt(0)) >= 0) {
                text = text.substring(1);
                fault(Fault.Kind.APOSTROPHE, column);
            }
            if (Codes.plain(text).isEmpty()) {
                return needed ? fault(Fault.Kind.MISSING, column) : null;
            }
            if (!text.equals(Prose.line(text).strip()) || UNSEEN.matcher(text).find()) {
                fault(Fault.Kind.TIDIED, column);
            }
            return text;
        }

        /** Returns words. */
        private String text(ImportColumn column, boolean needed) {
            String raw = raw(column, needed);
            return raw == null ? null : Prose.line(raw).strip();
        }

        /** Returns a code, in its plain characters. */
        private String code(ImportColumn column, boolean needed) {
            String raw = raw(column, needed);
            if (raw == null) {
                return null;
            }
            if (!Normalizer.isNormalized(raw, Normalizer.Form.NFKC)
                    && raw.chars().anyMatch(it -> it >= 0xFF01 && it <= 0xFF5E)) {
                fault(Fault.Kind.NARROWED, column);
            }
            return Codes.capitals(raw);
        }

        private CertificateNumber number() {
            String code = code(ImportColumn.NUMBER, true);
            if (code == null) {
                return null;
            }
            try {
                CertificateNumber number = CertificateNumber.of(code);
                if (!code.startsWith(PROVINCE)) {
                    return fault(Fault.Kind.BAD_NUMBER, ImportColumn.NUMBER);
                }
                if (places.cityOfLetter(number.cityLetter()).isEmpty()) {
                    return fault(Fault.Kind.UNKNOWN_CITY, ImportColumn.NUMBER);
                }
                return number;
            } catch (CertificateNumber.Invalid invalid) {
                return fault(
                        switch (invalid.reason()) {
                            case OLD_STYLE -> Fault.Kind.OLD_NUMBER;
                            case OTHER_PROVINCE -> Fault.Kind.OTHER_PROVINCE;
                            default -> Fault.Kind.BAD_NUMBER;
                        },
                        ImportColumn.NUMBER);
            }
        }

        private IdNumber holder(boolean needed) {
            String code = code(ImportColumn.HOLDER, needed);
            if (code == null) {
                return null;
            }
            boolean asNumber = header.cell(cells, ImportColumn.HOLDER).kind() == Cell.Kind.NUMBER;
            if (asNumber && code.length() > SIGNIFICANT
                    || SCIENTIFIC.matcher(code).matches()) {
                return fault(Fault.Kind.ROUNDED, ImportColumn.HOLDER);
            }
            try {
                return IdNumber.of(code);
            } catch (IdNumber.Invalid invalid) {
                String bare = Codes.capitalsWithoutDashes(code);
                boolean checkOnly = ID_SHAPE.matcher(bare).matches()
                        && IdNumber.checkCharacter(bare.substring(0, bare.length() - 1))
                                != bare.charAt(bare.length() - 1);
                Fault.Kind kind = !checkOnly
                        ? Fault.Kind.BAD_ID_NUMBER
                        : bare.endsWith("000") ? Fault.Kind.ROUNDED : Fault.Kind.BAD_CHECK;
                return fault(kind, ImportColumn.HOLDER);
            }
        }

        private PersonName name(boolean needed) {
            String raw = raw(ImportColumn.NAME, needed);
            if (raw == null) {
                return null;
            }
            try {
                PersonName name = PersonName.of(raw);
                return LOST.matcher(name.value()).find() ? fault(Fault.Kind.LOST_CHARACTER, ImportColumn.NAME) : name;
            } catch (IllegalArgumentException unreadable) {
                return fault(Fault.Kind.BAD_NAME, ImportColumn.NAME);
            }
        }

        private Gender gender(IdNumber holder) {
            String code = code(ImportColumn.GENDER, false);
            if (code == null) {
                return holder == null ? null : holder.gender();
            }
            Gender said = switch (code) {
                case "男", "男性", "1" -> Gender.MALE;
                case "女", "女性", "2" -> Gender.FEMALE;
                default -> null;
            };
            if (said == null) {
                return fault(Fault.Kind.BAD_GENDER, ImportColumn.GENDER);
            }
            if (holder != null && holder.gender() != said) {
                return fault(Fault.Kind.GENDER_DIFFERS, ImportColumn.GENDER);
            }
            return said;
        }

        private String trade(boolean needed, CertificateNumber number) {
            String said = code(ImportColumn.TRADE, needed);
            if (said == null) {
                return null;
            }
            Trade trade = trades.get(ImportMapping.plain(mapping.trades().getOrDefault(said, said)));
            if (trade == null) {
                return fault(Fault.Kind.UNKNOWN_TRADE, ImportColumn.TRADE);
            }
            if (number != null && !number.tradeCode().equals(trade.code())) {
                return fault(Fault.Kind.TRADE_DIFFERS, ImportColumn.TRADE);
            }
            return trade.name();
        }

        private LocalDate day(ImportColumn column, boolean needed) {
            Cell cell = header.cell(cells, column);
            if (cell.kind() == Cell.Kind.DATE) {
                return cell.day() == null || cell.day().isBefore(FIRST_RULES)
                        ? fault(Fault.Kind.BAD_DATE, column)
                        : cell.day();
            }
            String raw = raw(column, needed);
            if (raw == null) {
                return null;
            }
            String text =
                    Normalizer.normalize(Prose.line(raw), Normalizer.Form.NFKC).strip();
            if (!text.equals(Prose.line(raw).strip())) {
                fault(Fault.Kind.NARROWED, column);
            }
            Matcher shape = DAY.matcher(text);
            if (shape.matches()) {
                return day(
                        column,
                        shape.group("y"),
                        shape.group("m") == null ? shape.group("cm") : shape.group("m"),
                        shape.group("d") == null ? shape.group("cd") : shape.group("d"));
            }
            Matcher compact = COMPACT.matcher(text);
            if (compact.matches()) {
                return day(column, compact.group("y"), compact.group("m"), compact.group("d"));
            }
            return fault(
                    cell.kind() == Cell.Kind.NUMBER || SERIAL.matcher(text).matches()
                            ? Fault.Kind.DATE_AS_NUMBER
                            : AMBIGUOUS.matcher(text).matches() ? Fault.Kind.DATE_AMBIGUOUS : Fault.Kind.BAD_DATE,
                    column);
        }

        private LocalDate day(ImportColumn column, String year, String month, String day) {
            try {
                LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
                return date.isBefore(FIRST_RULES) ? fault(Fault.Kind.BAD_DATE, column) : date;
            } catch (DateTimeException impossible) {
                return fault(Fault.Kind.NO_SUCH_DAY, column);
            }
        }

        private void order(
                LocalDate first,
                LocalDate from,
                LocalDate to,
                LocalDate issued,
                LocalDate changedOn,
                IdNumber holder,
                CertificateStatus status) {
            if (isAfter(from, to) || from != null && from.equals(to)) {
                fault(Fault.Kind.DATES_OUT_OF_ORDER, ImportColumn.VALID_TO);
            } else if (from != null && to != null && to.isAfter(from.plusYears(YEARS_OF_TERM))) {
                fault(Fault.Kind.TERM_ODD, ImportColumn.VALID_TO);
            }
            if (isAfter(first, from) || isAfter(first, issued)) {
                fault(Fault.Kind.DATES_OUT_OF_ORDER, ImportColumn.FIRST_ISSUED);
            }
            if (isAfter(issued, to)) {
                fault(Fault.Kind.DATES_OUT_OF_ORDER, ImportColumn.ISSUED);
            }
            if (isAfter(first, today)) {
                fault(Fault.Kind.IN_FUTURE, ImportColumn.FIRST_ISSUED);
            }
            if (isAfter(issued, today)) {
                fault(Fault.Kind.IN_FUTURE, ImportColumn.ISSUED);
            }
            if (isAfter(changedOn, today)) {
                fault(Fault.Kind.IN_FUTURE, ImportColumn.CHANGED_ON);
            }
            if (holder != null && first != null && holder.ageOn(first) < WORKING_AGE) {
                fault(Fault.Kind.BEFORE_SIXTEEN, ImportColumn.FIRST_ISSUED);
            }
            if (status == CertificateStatus.VALID && to != null && to.isBefore(today)) {
                fault(Fault.Kind.OVER, ImportColumn.VALID_TO);
            }
        }

        private static boolean isAfter(LocalDate one, LocalDate other) {
            return one != null && other != null && one.isAfter(other);
        }

        private CertificateStatus status(boolean needed, ChangeKind change) {
            String said = code(ImportColumn.STATUS, needed);
            if (said == null) {
                return null;
            }
            CertificateStatus status = statuses.get(said);
            if (status == null) {
                return fault(Fault.Kind.UNKNOWN_STATUS, ImportColumn.STATUS);
            }
            if (change != null && change.status().filter(it -> it != status).isPresent()) {
                return fault(Fault.Kind.CHANGE_DIFFERS, ImportColumn.CHANGE);
            }
            return status;
        }

        private String issuerCode(String authority) {
            if (authority == null) {
                return null;
            }
            String code = issuerCodes.get(ImportMapping.plain(authority));
            return code == null ? fault(Fault.Kind.UNKNOWN_AUTHORITY, ImportColumn.AUTHORITY) : code;
        }

        private int version() {
            String said = code(ImportColumn.VERSION, false);
            if (said == null) {
                return 0;
            }
            if (!VERSION.matcher(said).matches()) {
                fault(Fault.Kind.BAD_VERSION, ImportColumn.VERSION);
                return 0;
            }
            return Integer.parseInt(said);
        }

        private String office(ChangeKind change) {
            String said = code(ImportColumn.OFFICE, change == ChangeKind.OFFICE);
            if (said == null) {
                return null;
            }
            Office office = offices.get(said);
            return office == null ? fault(Fault.Kind.UNKNOWN_OFFICE, ImportColumn.OFFICE) : office.code();
        }

        private String photo() {
            String said = text(ImportColumn.PHOTO, false);
            if (said == null) {
                return null;
            }
            String name = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
            return name.length() > LONGEST_FILE_NAME ? fault(Fault.Kind.TOO_LONG, ImportColumn.PHOTO) : name;
        }

        private ChangeKind change() {
            String said = code(ImportColumn.CHANGE, false);
            if (said == null) {
                return null;
            }
            return ChangeKind.ofLabel(said).orElseGet(() -> fault(Fault.Kind.UNKNOWN_CHANGE, ImportColumn.CHANGE));
        }
    }
}
