package org.certrenewal.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.law.RuleKey;

/** Holds what each row of {@code eligibility.dmn} must answer; the boundary of every comparison is among them. */
final class EligibilityRows {

    /**
     * Holds one case.
     *
     * @param name what it shows
     * @param inputs the inputs of the decision
     * @param expected the rows of the answer, each written out in one line
     */
    record Row(String name, Map<String, Object> inputs, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private EligibilityRows() {}

    /** Returns the inputs of a renewal about which there is nothing to remark. */
    static Map<String, Object> clean() {
        Map<String, Object> inputs = new HashMap<>();
        Map<String, String> articles = new HashMap<>();
        for (RuleKey key : RuleKey.values()) {
            articles.put(key.feelName(), "[" + key.id() + "]");
        }
        inputs.put("articles", articles);
        inputs.put("found", true);
        inputs.put("own", true);
        inputs.put("status", "01");
        inputs.put("daysSinceOpening", 10L);
        inputs.put("daysInTimeLeft", 10L);
        inputs.put("daysOpenLeft", 60L);
        inputs.put("daysValidLeft", 60L);
        inputs.put("opensOn", "2026年8月10日");
        inputs.put("inTimeUntil", "2026年12月25日");
        inputs.put("validTo", "2027年2月10日");
        inputs.put("lateApplication", "warn");
        inputs.put("openRenewal", false);
        inputs.put("tradeRecognised", true);
        inputs.put("nameMatches", true);
        inputs.put("genderMatches", true);
        inputs.put("tooOld", false);
        inputs.put("ageLimit", null);
        inputs.put("healthFits", true);
        inputs.put("accidentResponsible", false);
        inputs.put("violations", 0);
        inputs.put("violationLimit", 3);
        inputs.put("violationYears", 2);
        inputs.put("educationDone", true);
        inputs.put("bar", "none");
        inputs.put("barredUntil", "");
        return inputs;
    }

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        String notFound =
                "not-found BLOCKS [certificate-valid] certificate.number: 没有查到该编号的证书，请核对后重新填写；新编号可在浙江省建设信息港按完整身份证号查询";
        String notOwn = "not-own BLOCKS [holder-only] certificate.number: 该证书的持证人不是您本人，延续应由持证人本人申请";
        String suspended = "suspended BLOCKS [certificate-valid] certificate.number: 该证书已被暂扣，发还之前不能延续";
        String revoked = "revoked BLOCKS [certificate-valid] certificate.number: 该证书已被吊销，不能延续";
        String rescinded = "rescinded BLOCKS [certificate-valid] certificate.number: 该证书已被撤销，不能延续";
        String cancelled = "cancelled BLOCKS [certificate-valid] certificate.number: 该证书已经注销，不能延续";
        String lapsed = "lapsed BLOCKS [certificate-valid] certificate.number: 该证书已经失效，不能延续";
        String unclear = "status-unclear OFFICER [certificate-valid] certificate.number: 证书的登记状态为“其他”，请核实是否有效";
        String expired = "expired BLOCKS [grace-months] certificate.number: 该证书的有效期至2027年2月10日止，已经届满，不能再申请延续";
        String tooEarly =
                "too-early BLOCKS [window-opens-months] certificate.number: 该证书的有效期至2027年2月10日止，最早可以在2026年8月10日申请延续";
        String late =
                "late WARNING [window-in-time-working-days] certificate.number: 按期申请的最后一日是2026年12月25日，现在申请可能来不及在2027年2月10日届满之前作出决定";
        String grace = "late WARNING [grace-months] certificate.number: 该证书的有效期已于2027年2月10日届满，现在是在宽限期内申请";
        String tooLate = "late BLOCKS [late-application] certificate.number: 按期申请的最后一日是2026年12月25日，已经逾期，不能再申请延续";
        String open = "open-renewal BLOCKS [one-open-renewal] certificate.number: 该证书已有一件延续申请正在办理，请在“我的办件”中查看";
        String trade = "trade-not-recognised OFFICER [trade-recognised] trade: 证书的操作类别不在认定范围内，请核实";
        String name = "name-differs OFFICER [true-statements] holderName: 证书上的姓名与申请人姓名不一致，请核实";
        String gender = "gender-differs OFFICER [true-statements] gender: 证书上的性别与申请人性别不一致，请核实";
        String age = "age OFFICER [ground-age] idNumber: 申请人超过该工种规定的年龄（60周岁）";
        String health = "health OFFICER [ground-health] undertaking: 登记显示申请人的身体健康状况不再适应岗位";
        String accident = "accident OFFICER [ground-accident] undertaking: 登记显示申请人对生产安全事故负有责任";
        String education = "education OFFICER [ground-education] undertaking: 登记显示申请人没有按规定参加年度安全教育培训或者继续教育";
        String falsePapers =
                "barred-false-papers OFFICER [false-papers-bar-years] idNumber: 申请人曾隐瞒情况或者提供虚假材料，至2027年3月1日止不得再次申请";
        String fraud = "barred-fraud OFFICER [fraud-bar-years] idNumber: 申请人曾以不正当手段取得许可，至2027年3月1日止不得再次申请";

        rows.add(row("nothing to remark", List.of()));

        rows.add(row("no such number", List.of(notFound), "found", false, "own", false));
        rows.add(row(
                "no such number, whatever else is asked",
                List.of(notFound),
                "found",
                false,
                "status",
                "03",
                "daysOpenLeft",
                -1L,
                "openRenewal",
                true,
                "tradeRecognised",
                false,
                "nameMatches",
                false,
                "genderMatches",
                false,
                "tooOld",
                true,
                "ageLimit",
                60));
        rows.add(row("somebody else's", List.of(notOwn), "own", false));
        rows.add(row(
                "somebody else's, whatever its state",
                List.of(notOwn),
                "own",
                false,
                "status",
                "03",
                "daysOpenLeft",
                -1L,
                "openRenewal",
                true,
                "tradeRecognised",
                false,
                "nameMatches",
                false,
                "genderMatches",
                false,
                "tooOld",
                true,
                "ageLimit",
                60));
        rows.add(row("suspended", List.of(suspended), "status", "02"));
        rows.add(row("revoked", List.of(revoked), "status", "03"));
        rows.add(row("rescinded", List.of(rescinded), "status", "04"));
        rows.add(row("cancelled", List.of(cancelled), "status", "05"));
        rows.add(row("lapsed", List.of(lapsed), "status", "06"));
        rows.add(row("another state", List.of(unclear), "status", "99"));
        rows.add(row("a state that the standard doesn't know", List.of(unclear), "status", "77"));

        rows.add(row("the last day is open still", List.of(), "daysOpenLeft", 0L));
        rows.add(row("the day after the last", List.of(expired), "daysOpenLeft", -1L, "daysInTimeLeft", -40L));
        rows.add(row("the first day", List.of(), "daysSinceOpening", 0L));
        rows.add(row("the day before the first", List.of(tooEarly), "daysSinceOpening", -1L));
        rows.add(row("the last day in time", List.of(), "daysInTimeLeft", 0L));
        rows.add(row("the day after, with a warning", List.of(late), "daysInTimeLeft", -1L));
        rows.add(row(
                "the day after, where late ones are refused",
                List.of(tooLate),
                "daysInTimeLeft",
                -1L,
                "lateApplication",
                "refuse"));
        rows.add(row("late, on the certificate's last day", List.of(late), "daysInTimeLeft", -1L, "daysValidLeft", 0L));
        rows.add(row("after the end, within the grace", List.of(grace), "daysInTimeLeft", -1L, "daysValidLeft", -1L));
        rows.add(row("in time, where late ones are refused", List.of(), "lateApplication", "refuse"));
        rows.add(row("expired and lapsed", List.of(lapsed, expired), "status", "06", "daysOpenLeft", -1L));
        rows.add(row("too early and suspended", List.of(suspended, tooEarly), "status", "02", "daysSinceOpening", -1L));

        rows.add(row("one open already", List.of(open), "openRenewal", true));
        rows.add(row(
                "one open already, late",
                List.of(late, open),
                "openRenewal",
                true,
                "daysInTimeLeft",
                -1L,
                "bar",
                "none"));
        rows.add(row("unknown trade", List.of(trade), "tradeRecognised", false));
        rows.add(row("another name", List.of(name), "nameMatches", false));
        rows.add(row("another gender", List.of(gender), "genderMatches", false));
        rows.add(row("too old", List.of(age), "tooOld", true, "ageLimit", 60));

        rows.add(row("unfit", List.of(health), "healthFits", false));
        rows.add(row("responsible for an accident", List.of(accident), "accidentResponsible", true));
        rows.add(row("one violation less than the limit", List.of(), "violations", 2));
        rows.add(row("as many violations as the limit", List.of(violations(3)), "violations", 3));
        rows.add(row("more violations than the limit", List.of(violations(4)), "violations", 4));
        rows.add(row("training missed", List.of(education), "educationDone", false));
        rows.add(row(
                "barred for false papers", List.of(falsePapers), "bar", "false-papers", "barredUntil", "2027年3月1日"));
        rows.add(row("barred for fraud", List.of(fraud), "bar", "fraud", "barredUntil", "2027年3月1日"));

        Object[] everything = {
            "daysInTimeLeft",
            -1L,
            "openRenewal",
            true,
            "tradeRecognised",
            false,
            "nameMatches",
            false,
            "genderMatches",
            false,
            "tooOld",
            true,
            "ageLimit",
            60,
            "healthFits",
            false,
            "accidentResponsible",
            true,
            "violations",
            3,
            "educationDone",
            false,
            "bar",
            "fraud",
            "barredUntil",
            "2027年3月1日"
        };
        List<String> others =
                List.of(open, trade, name, gender, age, health, accident, violations(3), education, fraud);
        rows.add(row("everything at once", with(List.of(late), others), everything));
        for (Object[] state : new Object[][] {
            {"02", suspended}, {"03", revoked}, {"04", rescinded}, {"05", cancelled}, {"06", lapsed}, {"99", unclear}
        }) {
            Row row = row(
                    "everything at once, state " + state[0],
                    with(List.of((String) state[1], late), others),
                    everything);
            row.inputs().put("status", state[0]);
            rows.add(row);
        }
        Row refused = row("everything at once, late ones refused", with(List.of(tooLate), others), everything);
        refused.inputs().put("lateApplication", "refuse");
        rows.add(refused);
        return rows;
    }

    private static List<String> with(List<String> first, List<String> others) {
        List<String> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }

    private static String violations(int count) {
        return "violations OFFICER [violation-count] undertaking: 2年内违章操作记录" + count + "次，达到3次";
    }

    private static Row row(String name, List<String> expected, Object... changes) {
        Map<String, Object> inputs = clean();
        for (int i = 0; i < changes.length; i += 2) {
            inputs.put((String) changes[i], changes[i + 1]);
        }
        return new Row(name, inputs, expected);
    }

    /** Writes each row of an answer out in one line. */
    static List<String> lines(List<Map<String, Object>> found) {
        return found.stream()
                .map(row -> row.get("code") + " " + row.get("severity") + " " + row.get("article") + " "
                        + row.get("field") + ": " + row.get("text"))
                .toList();
    }

    /**
     * Holds one case of a decision that the last one stands on.
     *
     * @param decision its id
     * @param inputs the inputs
     * @param expected the one word that it must answer
     */
    record Step(String decision, Map<String, Object> inputs, String expected) {
        @Override
        public String toString() {
            return decision + " " + expected + " " + inputs.get("found") + " " + inputs.get("own") + " "
                    + inputs.get("status") + " " + inputs.get("daysSinceOpening") + " " + inputs.get("daysInTimeLeft")
                    + " "
                    + inputs.get("daysOpenLeft");
        }
    }

    static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Map<String, String> standings = Map.of(
                "01",
                "valid",
                "02",
                "suspended",
                "03",
                "revoked",
                "04",
                "rescinded",
                "05",
                "cancelled",
                "06",
                "lapsed",
                "99",
                "unclear",
                "77",
                "unclear");
        standings.forEach((status, standing) -> {
            steps.add(step("certificate-standing", "not-found", "status", status, "found", false, "own", false));
            steps.add(step("certificate-standing", "not-found", "status", status, "found", false, "own", true));
            steps.add(step("certificate-standing", "not-own", "status", status, "own", false));
            steps.add(step("certificate-standing", standing, "status", status));
        });
        String timing = "application-timing";
        for (long inTime : List.of(-1L, 0L)) {
            for (long opening : List.of(-1L, 0L)) {
                for (long open : List.of(-1L, 0L)) {
                    String expected = open < 0 ? "closed" : opening < 0 ? "too-early" : inTime < 0 ? "late" : "in-time";
                    Object[] days = {"daysOpenLeft", open, "daysSinceOpening", opening, "daysInTimeLeft", inTime};
                    steps.add(step(timing, expected, days));
                    Step notOwn = step(timing, "not-applicable", days);
                    notOwn.inputs().put("own", false);
                    steps.add(notOwn);
                    Step notFound = step(timing, "not-applicable", days);
                    notFound.inputs().put("found", false);
                    steps.add(notFound);
                }
            }
        }
        return steps;
    }

    private static Step step(String decision, String expected, Object... changes) {
        return new Step(decision, row("", List.of(), changes).inputs(), expected);
    }
}
