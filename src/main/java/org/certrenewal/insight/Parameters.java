package org.certrenewal.insight;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.typed.Codes;

/** Reads the parameters of a call, and refuses with a reason whatever isn't plainly right. */
final class Parameters {

    static final int LARGEST_PAGE = 100;
    static final int LAST_PAGE = 100;
    static final List<String> SORTS = List.of("opened", "ended", "days");
    static final List<String> OUTCOMES = List.of(
            "DRAFT",
            "SUBMITTED",
            "CORRECTING",
            "ACCEPTED",
            "APPROVED",
            "ISSUED",
            "DEEMED_RENEWED",
            "REJECTED",
            "NOT_ACCEPTED",
            "WITHDRAWN",
            "ABANDONED",
            "AUTHENTICATION_FAILED",
            "INVALIDATED",
            "TERMINATED",
            "STOPPED");

    private static final Pattern CASE_NUMBER = Pattern.compile("[0-9A-Z]{6,32}");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern DEFINITION = Pattern.compile("[0-9A-Za-z:_-]{1,120}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2100;
    private static final int MOST_MONTHS = 60;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Takes the parameters of a call.
     *
     * @param names the names that the call knows
     * @throws BadParameter if there is any other, or one twice
     */
    static Parameters of(UriInfo uri, String... names) {
        return of(uri.getQueryParameters(), names);
    }

    static Parameters of(MultivaluedMap<String, String> given, String... names) {
        Map<String, String> values = new HashMap<>();
        given.forEach((name, all) -> {
            if (!Arrays.asList(names).contains(name)) {
                throw new BadParameter(shown(name), "没有“" + shown(name) + "”这个参数");
            }
            if (all.size() != 1) {
                throw new BadParameter(name, "参数“" + name + "”只能出现一次");
            }
            if (!all.get(0).isBlank()) {
                values.put(name, all.get(0).strip());
            }
        });
        return new Parameters(values);
    }

    static String caseNumber(String text) {
        // A control character is nothing that anybody types.
        String number = text.chars().anyMatch(Character::isISOControl) ? text : Codes.capitals(text);
        return matched("caseNumber", number, CASE_NUMBER, "办件编号由数字和大写字母组成");
    }

    static String instanceId(String text) {
        return matched("instanceId", text, ID, "流程实例编号由字母、数字和连字符组成");
    }

    Optional<String> caseNumber() {
        return text("caseNumber").map(Parameters::caseNumber);
    }

    Optional<String> definition() {
        return text("definition").map(it -> matched("definition", it, DEFINITION, "流程定义编号的格式不正确"));
    }

    /** Returns a code, if it is one of those that there are. */
    Optional<String> oneOf(String name, List<String> codes) {
        return text(name).map(code -> {
            if (!codes.contains(code)) {
                throw new BadParameter(name, "参数“" + name + "”没有“" + shown(code) + "”这个取值");
            }
            return code;
        });
    }

    Optional<Boolean> yesOrNo(String name) {
        return oneOf(name, List.of("true", "false")).map(Boolean::valueOf);
    }

    /** Returns a whole number within bounds. */
    int number(String name, int otherwise, int least, int most) {
        return text(name)
                .map(it -> {
                    if (!NUMBER.matcher(it).matches() || Integer.parseInt(it) < least || Integer.parseInt(it) > most) {
                        throw new BadParameter(name, "参数“" + name + "”应为 " + least + " 到 " + most + " 之间的整数");
                    }
                    return Integer.parseInt(it);
                })
                .orElse(otherwise);
    }

    /** Holds a period of whole months. */
    record Months(YearMonth from, YearMonth to) {
        int first() {
            return from.getYear() * 100 + from.getMonthValue();
        }

        int last() {
            return to.getYear() * 100 + to.getMonthValue();
        }
    }

    /** Returns the period: by default the twelve months that end with this one. */
    Months months(LocalDate today) {
        YearMonth to = month("to").orElse(YearMonth.from(today));
        YearMonth from = month("from").orElse(to.minusMonths(11));
        if (from.isAfter(to)) {
            throw new BadParameter("from", "起始月份 " + from + " 晚于截止月份 " + to);
        }
        if (from.plusMonths(MOST_MONTHS).isBefore(to)) {
            throw new BadParameter("from", "一次最多查看 " + MOST_MONTHS + " 个月");
        }
        return new Months(from, to);
    }

    private Optional<YearMonth> month(String name) {
        return text(name).map(it -> {
            try {
                YearMonth month = YearMonth.parse(it);
                refuseAbsurd(name, month.getYear());
                return month;
            } catch (DateTimeException e) {
                throw new BadParameter(name, "“" + shown(it) + "”不是月份，应写作 2026-09");
            }
        });
    }

    /** Returns a day. */
    Optional<LocalDate> day(String name) {
        return text(name).map(it -> {
            try {
                LocalDate day = LocalDate.parse(it);
                refuseAbsurd(name, day.getYear());
                return day;
            } catch (DateTimeException e) {
                throw new BadParameter(name, "“" + shown(it) + "”不是日期，应写作 2026-09-01");
            }
        });
    }

    private static void refuseAbsurd(String name, int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new BadParameter(name, "年份应在 " + FIRST_YEAR + " 到 " + LAST_YEAR + " 之间");
        }
    }

    Exports.Format format() {
        return oneOf("format", List.of("csv", "xlsx"))
                .map(it -> "csv".equals(it) ? Exports.Format.CSV : Exports.Format.XLSX)
                .orElseThrow(() -> new BadParameter("format", "请选择导出格式：csv 或者 xlsx"));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static String matched(String name, String text, Pattern pattern, String reason) {
        if (!pattern.matcher(text).matches()) {
            throw new BadParameter(name, reason);
        }
        return text;
    }

    /** Shows what was sent, harmlessly and not at length. */
    private static String shown(String text) {
        String harmless = text.replaceAll("[^\\p{L}\\p{N} ._:-]", "·");
        return harmless.length() > 40 ? harmless.substring(0, 40) + "…" : harmless;
    }
}
