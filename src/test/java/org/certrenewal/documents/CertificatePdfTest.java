package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatePdfTest {

    private final CertificatePdf certificates = new CertificatePdf("");

    @Test
    void should_print_every_field_of_the_face() throws IOException {
        byte[] pdf = certificates.render(Faces.of("王建国"));
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/certificate.pdf"), pdf);

        assertThat(words(pdf))
                .contains(
                        "中华人民共和国",
                        "建筑施工特种作业操作资格证书",
                        "证书编号浙B012023000123",
                        "姓名王建国",
                        "性别男",
                        "操作类别建筑电工",
                        "初次领证日期2019年3月4日",
                        "使用期自2026年8月9日至2029年8月8日",
                        "发证机关浙江省住房和城乡建设厅",
                        "发证日期2026年7月21日",
                        "证照标识1.2.156.3005.2.11100000000013338W032.11330000002482082K.3023000123.002.5",
                        "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4");
    }

    static Stream<String> names() {
        String syllables = "阿卜杜拉热合曼买买提依明江吐尔逊阿不都热西提木沙克尔";
        return Stream.iterate(2, length -> length + 1).limit(24).map(length -> syllables.substring(0, length));
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_print_a_name_of_any_length_in_full(String name) throws IOException {
        assertThat(words(certificates.render(Faces.of(name)))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"李㛃", "𠮷永强", "欧阳𠮷㛃", "阿卜杜拉·热合曼"})
    void should_print_rare_characters(String name) throws IOException {
        assertThat(words(certificates.render(Faces.of(name)))).contains(name);
    }

    @Test
    void should_print_a_long_trade_in_full() throws IOException {
        String trade = "建筑起重机械安装拆卸工（塔式起重机、施工升降机、物料提升机）及高处作业吊篮安装拆卸工";
        assertThat(words(certificates.render(Faces.of("王建国", trade)))).contains(trade);
    }

    @Test
    void should_refuse_a_name_that_no_font_holds() {
        assertThatThrownBy(() -> certificates.render(Faces.of("王\uD883\uDEDE")))
                .isInstanceOf(UnprintableTextException.class)
                .hasMessageContaining("姓名中有1个无法打印的字符")
                .hasMessageNotContaining("\uD883\uDEDE")
                .hasMessageNotContaining("30EDE")
                .extracting(it -> ((UnprintableTextException) it).characters())
                .isEqualTo(List.of("\uD883\uDEDE(U+30EDE)"));
        assertThat(Typeface.official().canPrint("王𠮷㛃")).isTrue();
    }

    @Test
    void should_give_the_same_bytes_for_the_same_face() {
        assertThat(certificates.render(Faces.of("欧阳𠮷㛃"))).isEqualTo(certificates.render(Faces.of("欧阳𠮷㛃")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void should_print_the_photo(String format) throws IOException, OfdPackage.BadPackageException {
        Photo photo = Photo.of(picture(format, 110, 140));
        byte[] pdf = certificates.render(Faces.of("王建国").withPhoto(photo));
        byte[] ofd = new CertificateOfd("").render(Faces.of("王建国").withPhoto(photo));
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/photo-" + format + ".pdf"), pdf);
        Files.write(Path.of("target/papers/photo-" + format + ".ofd"), ofd);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDResources resources = document.getPage(0).getResources();
            assertThat(resources.getXObjectNames()).anyMatch(name -> resources.isImageXObject(name));
        }
        assertThat(words(pdf)).doesNotContain("照片");
        assertThat(OfdPackage.read(ofd)).containsKey("Doc_0/Res/image_0." + format);
    }

    @Test
    void should_refuse_what_is_no_photo() throws IOException {
        assertThatThrownBy(() -> Photo.of(new byte[Photo.MAX_BYTES + 1])).hasMessage("照片超过50KB");
        assertThatThrownBy(() -> Photo.of(new byte[] {1, 2, 3})).hasMessage("照片必须是JPEG或PNG格式");
        byte[] gif = picture("gif", 10, 10);
        assertThatThrownBy(() -> Photo.of(gif)).hasMessage("照片必须是JPEG或PNG格式");
        byte[] wide = picture("png", 1600, 10);
        assertThatThrownBy(() -> Photo.of(wide)).hasMessage("照片的边长超过1500像素");
        byte[] cut = Arrays.copyOf(picture("png", 110, 140), 60);
        assertThatThrownBy(() -> Photo.of(cut)).hasMessage("照片无法读取");
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        int type = format.equals("png") ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x7FA8C9));
        graphics.fillOval(width / 4, height / 6, width / 2, height / 2);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** Reads the text as a person would, line by line, without blanks. */
    static String words(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            return stripper.getText(document).replaceAll("\\s", "");
        }
    }
}
