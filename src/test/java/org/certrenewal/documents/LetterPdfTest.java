package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.documents.CertificatePdfTest.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.certrenewal.law.DueDate;
import org.junit.jupiter.api.Test;

class LetterPdfTest {

    private static final DueDate LAST = new DueDate(LocalDate.of(2026, 7, 21), false);

    private static final LocalDate TODAY = LocalDate.of(2026, 7, 21);
    private static final List<String> ARTICLES = List.of("《中华人民共和国行政许可法》第三十二条第一款第（四）项");
    private static final Letters.Contest CONTEST = new Letters.Contest(60, 6);

    private final LetterPdf letters = new LetterPdf("");

    private final LetterHead head = Faces.letterHead(TODAY);

    @Test
    void should_print_an_acceptance() throws IOException {
        String words = render(
                Letters.acceptance(
                        head,
                        TODAY.minusDays(1),
                        TODAY,
                        20,
                        new DueDate(LocalDate.of(2026, 8, 18), false),
                        false,
                        ARTICLES),
                "acceptance");

        assertThat(words)
                .contains(
                        "受理通知书",
                        "浙建特延甬受〔2026〕123号",
                        "王建国（公民身份号码：330***********1234）：",
                        "决定自2026年7月21日起予以受理",
                        "20个工作日内（至2026年8月18日止）",
                        "《中华人民共和国行政许可法》第三十二条第一款第（四）项",
                        "2026年7月21日",
                        "案件编号YX330200202607210001",
                        "第1页共1页");
    }

    @Test
    void should_list_everything_to_be_corrected_over_several_pages() throws IOException {
        List<Letter.Item> missing = IntStream.rangeClosed(1, 18)
                .mapToObj(i -> new Letter.Item("第" + i + "项内容", "所填内容与证书登记信息不一致，请核对证书后按照证书载明的内容重新填写，并注意起止日期"))
                .toList();
        Letter letter = Letters.correction(
                head, TODAY, missing, new DueDate(TODAY.plusDays(15), false), TODAY.plusDays(15), ARTICLES);
        byte[] pdf = letters.render(letter);
        String words = render(letter, "correction");

        assertThat(words).contains("一次告知如下", "第1页共", "请在期限内（至2026年8月5日止）", "本次申请按照终结处理。");
        IntStream.rangeClosed(1, 18).forEach(i -> assertThat(words).contains(i + ".第" + i + "项内容："));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(1);
        }
    }

    @Test
    void should_name_reasons_articles_and_remedies_in_a_refusal() throws IOException {
        List<Letter.Item> reasons = List.of(new Letter.Item("2年内违章操作记录达3次以上", "2025年3月至2026年5月有4次违章操作记录，见宁波市安全监督站记录"));
        for (Letter letter : List.of(
                Letters.nonAcceptance(head, TODAY, reasons, ARTICLES, "可以再次申请。", CONTEST),
                Letters.rejection(head, TODAY, reasons, ARTICLES, "可以再次申请。", CONTEST))) {
            assertThat(render(letter, letter.kind().name().toLowerCase(java.util.Locale.ROOT)))
                    .contains(
                            "1.2年内违章操作记录达3次以上：2025年3月至2026年5月有4次违章操作记录",
                            "依照《中华人民共和国行政许可法》第三十二条第一款第（四）项的规定",
                            "60日内向浙江省人民政府申请行政复议（在线申请：https://fuyi.example.gov.cn）",
                            "6个月内依法向杭州市西湖区人民法院提起行政诉讼");
        }
    }

    @Test
    void should_lay_out_lines_and_lists_of_reasons() throws IOException {
        String reason = "收件地址不完整：\r\n1. 请写明门牌号；\r\n\r\n\t2. 请写明收件人的联系电话";
        Letter correction = Letters.correction(
                head,
                TODAY,
                List.of(new Letter.Item("收件地址", reason)),
                LAST,
                LAST.date().plusDays(1),
                ARTICLES);
        List<String> lines = lines(correction, "correction-with-a-list");
        assertThat(lines).containsSubsequence("1. 收件地址：收件地址不完整：", "1. 请写明门牌号；", "2. 请写明收件人的联系电话。");

        Letter extension = Letters.extension(head, TODAY, LAST, 10, LAST, reason, ARTICLES);
        assertThat(lines(extension, "extension-with-a-list")).containsSubsequence("1. 请写明门牌号；", "2. 请写明收件人的联系电话。");

        Letter rejection = Letters.rejection(
                head, TODAY, List.of(new Letter.Item("未参加继续教育", "查无本年度继续教育的合格记录。\n请补办")), ARTICLES, "可以再次申请。", CONTEST);
        assertThat(lines(rejection, "rejection-with-lines"))
                .containsSubsequence("1. 未参加继续教育：查无本年度继续教育的合格记录。", "请补办。", "可以再次申请。");
    }

    private List<String> lines(Letter letter, String file) throws IOException {
        render(letter, file);
        try (PDDocument document = Loader.loadPDF(letters.render(letter))) {
            return new PDFTextStripper()
                    .getText(document)
                    .lines()
                    .map(String::strip)
                    .toList();
        }
    }

    @Test
    void should_spell_a_character_of_the_addressee_that_no_font_holds() throws IOException {
        LetterHead rare = new LetterHead(
                head.number(),
                TODAY,
                "田\uD849\uDE50\uD883\uDEDE\u200B",
                head.maskedId(),
                head.caseNumber(),
                head.serviceName(),
                head.certificateNumber(),
                head.trade(),
                head.office());
        assertThat(render(Letters.acceptance(rare, TODAY, TODAY, 20, LAST, true, ARTICLES), "spelt"))
                .contains("田\uD849\uDE50〔U+30EDE〕（公民身份号码：");
    }

    @Test
    void should_print_an_approval_and_an_extension() throws IOException {
        assertThat(render(
                        Letters.approval(
                                head,
                                TODAY,
                                LocalDate.of(2026, 8, 9),
                                LocalDate.of(2029, 8, 8),
                                new DueDate(LocalDate.of(2026, 8, 4), false),
                                false,
                                ARTICLES),
                        "approval"))
                .contains("准予延续决定书", "使用期自2026年8月9日起至2029年8月8日止，证书编号不变");
        assertThat(render(
                        Letters.extension(
                                head,
                                TODAY,
                                new DueDate(LocalDate.of(2026, 8, 18), false),
                                10,
                                new DueDate(LocalDate.of(2026, 9, 1), true),
                                "需要向继续教育机构核实培训记录",
                                ARTICLES),
                        "extension"))
                .contains(
                        "延长办理期限告知书",
                        "需要向继续教育机构核实培训记录。",
                        "原应在期限内（至2026年8月18日止）",
                        "延长10个工作日，至2026年9月1日止（暂定，相应年份的放假安排尚未公布）");
    }

    @Test
    void should_say_that_a_silent_deadline_decided() throws IOException {
        assertThat(render(Letters.acceptance(head, TODAY, TODAY, 20, LAST, true, ARTICLES), "deemed"))
                .contains("视为受理");
        assertThat(render(Letters.approval(head, TODAY, TODAY, TODAY, LAST, true, ARTICLES), "deemed"))
                .contains("视为准予延续");
    }

    @Test
    void should_refuse_a_letter_without_reasons_or_articles() {
        assertThatThrownBy(() -> Letters.rejection(head, TODAY, List.of(), ARTICLES, "可以再次申请。", CONTEST))
                .hasMessageContaining("必须说明理由");
        assertThatThrownBy(() -> Letters.acceptance(head, TODAY, TODAY, 20, LAST, false, List.of()))
                .hasMessageContaining("法律依据");
        assertThatThrownBy(() -> new Letter.Item("姓名", " ")).hasMessageContaining("理由不能为空");
    }

    @Test
    void should_give_the_same_bytes_for_the_same_letter() {
        Letter letter = Letters.acceptance(head, TODAY, TODAY, 20, LAST, false, ARTICLES);
        assertThat(letters.render(letter)).isEqualTo(letters.render(letter));
    }

    private String render(Letter letter, String file) throws IOException {
        byte[] pdf = letters.render(letter);
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/" + file + ".pdf"), pdf);
        return words(pdf);
    }
}
