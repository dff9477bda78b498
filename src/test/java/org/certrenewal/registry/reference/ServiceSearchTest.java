package org.certrenewal.registry.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types what workers type, and looks what they find. */
class ServiceSearchTest {

    private final ServiceCatalogue services = ReferenceFiles.services(SeedFolder.packaged());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "建筑施工特种作业人员职业资格认定（延续）",
                "建筑施工特种作业人员职业资格认定(延续)",
                "特种作业证",
                "特种工证",
                "特种作业 延续",
                "特种作业　延续",
                "建筑施工特种作业",
                "电工证",
                "电工",
                "建筑电工",
                "工地电工证怎么续期",
                "架子工",
                "架子工证到期了怎么办",
                "塔吊",
                "塔吊证",
                "塔吊司机证年审",
                "施工升降机",
                "施工电梯司机证",
                "人货梯",
                "物料提升机",
                "信号工",
                "司索工证",
                "起重信号司索工",
                "吊篮",
                "安拆工",
                "焊工证",
                "电焊工证复审",
                "证书延续",
                "续期",
                "续证",
                "年审",
                "复审",
                "延期",
                "换证",
                "到期换证",
                "操作证",
                "特种作业操作证",
                "特种作业操作资格证",
                "上岗证",
                "特殊工种",
                "我要办理特种作业证延续",
                "证快到期了",
                "“电工证”",
                "电 工 证",
                "ＪＺＤＧ",
                "dgz",
                "diangong",
                "dian gong zheng",
                "tzzy",
                "jiazigong",
                "jzg",
                "tadiao",
                "hgz",
                "xuqi",
                "welder",
                "certificate renewal",
                "tower crane"
            })
    void should_find_the_service_first_by(String typed) {
        assertThat(services.search(typed)).first().isEqualTo(services.handledHere());
    }

    @ParameterizedTest
    @CsvSource({
        "护照, 普通护照签发",
        "huzhao, 普通护照签发",
        "驾照换证, 机动车驾驶证期满换证",
        "身份证, 居民身份证换领",
        "护士, 护士执业注册（延续）",
        "教师资格证, 教师资格认定",
        "高压电工, 特种作业操作证（高压电工作业）延期复审",
        "二级建造师, 二级建造师执业资格注册（初始注册）",
        "叉车证, 特种设备作业人员资格认定（复审）"
    })
    void should_not_push_itself_before_what_was_meant(String typed, String meant) {
        assertThat(services.search(typed)).extracting(ServiceItem::name).first().isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "（）", "😀", "x", "没有这项服务", "\u0000", "%", "qqqqq"})
    void should_find_nothing_by(String typed) {
        assertThat(services.search(typed)).isEmpty();
    }

    @Test
    void should_write_every_word_of_the_service_with_its_pinyin() {
        assertThat(services.handledHere().words())
                .doesNotHaveDuplicates()
                .filteredOn(word -> !word.text().matches("[a-z]+"))
                .allSatisfy(word -> assertThat(word.syllables())
                        .as(word.text())
                        .hasSize(word.text().length())
                        .allMatch(syllable -> syllable.matches("[a-z]{1,6}")));
    }
}
