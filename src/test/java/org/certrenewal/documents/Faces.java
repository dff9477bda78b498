package org.certrenewal.documents;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** Certificates, and the heads of letters, for tests. */
public final class Faces {

    private Faces() {}

    public static CertificateFace of(String holder) {
        return of(holder, "建筑电工");
    }

    public static CertificateFace of(String holder, String trade) {
        return new CertificateFace(
                "浙B012023000123",
                holder,
                "男",
                trade,
                LocalDate.of(2019, 3, 4),
                LocalDate.of(2026, 8, 9),
                LocalDate.of(2029, 8, 8),
                "浙江省住房和城乡建设厅",
                LocalDate.of(2026, 7, 21),
                "1.2.156.3005.2.11100000000013338W032.11330000002482082K.3023000123.002.5",
                "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4",
                "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4#CR1.ASEuMDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5",
                Optional.empty());
    }

    /**
     * Returns the heaviest photo that the standard allows: noise, which nothing makes smaller.
     *
     * @param format {@code jpg} or {@code png}
     */
    public static Photo heaviestPhoto(String format) {
        byte[] heaviest = new byte[0];
        for (int width = 60; width < 700; width += 4) {
            byte[] file = noise(width, width * 7 / 5, format);
            if (file.length > Photo.MAX_BYTES) {
                break;
            }
            heaviest = file;
        }
        return Photo.of(heaviest);
    }

    private static byte[] noise(int width, int height, String format) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int at = 0; at < width * height; at++) {
            picture.setRGB(at % width, at / width, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static LetterHead letterHead(LocalDate day) {
        return new LetterHead(
                "浙建特延甬受〔2026〕123号",
                day,
                "王建国",
                "330***********1234",
                "YX330200202607210001",
                "建筑施工特种作业人员职业资格认定（延续）",
                "浙B012023000123",
                "建筑电工",
                new IssuingOffice(
                        "浙江省住房和城乡建设厅",
                        "宁波市住房和城乡建设局",
                        "浙江省人民政府",
                        "https://fuyi.example.gov.cn",
                        "杭州市西湖区人民法院",
                        "地址：宁波市演示路1号（演示）　电话：0574-00000000（演示）　办公时间：工作日9:00至12:00、13:30至17:00（演示）"));
    }
}
