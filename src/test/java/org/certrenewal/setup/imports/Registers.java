package org.certrenewal.setup.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.certrenewal.registry.IdNumber;

/** Makes registers of people who don't exist, as long as one likes. */
final class Registers {

    static final String HEADS = "证书编号,身份证号,姓名,性别,操作类别,初次领证日期,使用期起,使用期止,发证日期,证书状态";

    private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";
    private static final String GIVEN = "国建文明志海伟强军平东林松柏江河山川春秋𬱖";

    private Registers() {}

    /** Returns a line; five lines are of four people. */
    static String line(int at, LocalDate today) {
        int person = at - at / 5;
        String first = "3302" + String.format("%02d", 3 + person / 9_000_000 % 3)
                + LocalDate.of(1970, 1, 1).plusDays(person % 9000).toString().replace("-", "")
                + String.format("%03d", person / 9000 % 999 + 1);
        IdNumber holder = IdNumber.of(first + IdNumber.checkCharacter(first));
        String[] given = GIVEN.codePoints().mapToObj(Character::toString).toArray(String[]::new);
        String name = SURNAMES.charAt(person % SURNAMES.length())
                + given[person / 7 % given.length]
                + given[person / 11 % given.length];
        LocalDate from = today.minusDays(at % 600 + 10L);
        int serial = 500_000 + at % 499_999;
        return String.join(
                ",",
                "浙" + "ABCDEFGHJKL".charAt(at / 499_999 % 11) + "012024" + serial,
                holder.value(),
                name,
                holder.gender().label(),
                "建筑电工",
                from.minusYears(2).toString(),
                from.toString(),
                from.plusYears(2).minusDays(1).toString(),
                from.minusDays(3).toString(),
                "有效");
    }

    static Path csv(Path file, Charset charset, String... lines) throws IOException {
        return Files.write(file, (HEADS + "\r\n" + String.join("\r\n", lines) + "\r\n").getBytes(charset));
    }

    static Path csv(Path file, int lines, LocalDate today) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(HEADS + "\n");
            for (int at = 0; at < lines; at++) {
                out.write(line(at, today) + "\n");
            }
        }
        return file;
    }
}
