package org.certrenewal.registry.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.ServiceItem;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesTest {

    private static final SeedFolder SEEDS = SeedFolder.packaged();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    @Test
    void should_list_eleven_cities_with_ninety_units_each_with_itself_first() {
        // WHEN
        Places places = ReferenceFiles.places(SEEDS);

        // THEN
        assertThat(places.cities()).hasSize(11);
        assertThat(places.cities())
                .allSatisfy(city -> assertThat(city.districts().get(0)).isEqualTo(new Place(city.code(), city.name())));
        assertThat(places.cities().stream()
                        .mapToInt(city -> city.districts().size() - 1)
                        .sum())
                .isEqualTo(90);
        assertThat(places.city("330200").orElseThrow().districts()).hasSize(11);
        assertThat(places.cityOf("330203").map(City::name)).contains("宁波市");
        assertThat(places.cityOf("330200").map(City::name)).contains("宁波市");
        assertThat(places.place("330782").map(Place::name)).contains("义乌市");
        assertThat(places.cityOfLetter('B').map(City::name)).contains("宁波市");
    }

    @Test
    void should_name_places_that_no_longer_exist_but_offer_none_of_them() {
        // WHEN
        Places places = ReferenceFiles.places(SEEDS);

        // THEN
        assertThat(places.nameInIdNumber("330204")).contains("江东区");
        assertThat(places.nameInIdNumber("330203")).contains("海曙区");
        assertThat(places.nameInIdNumber("110105")).isEmpty();
        assertThat(places.place("330204")).isEmpty();
    }

    @Test
    void should_let_entrusted_offices_act_in_the_name_of_the_province() {
        assertThat(ReferenceFiles.offices(SEEDS).all()).hasSize(12).allSatisfy(office -> {
            assertThat(office.kind()).isEqualTo(Office.Kind.ENTRUSTED);
            assertThat(office.authority()).isEqualTo("浙江省住房和城乡建设厅");
            assertThat(office.respondent()).isEqualTo("浙江省住房和城乡建设厅");
            assertThat(office.reconsiderationBody()).isEqualTo("浙江省人民政府");
            assertThat(office.reconsiderationChannel()).isNotBlank();
            assertThat(office.court()).isNotBlank();
            assertThat(office.issuerCode()).matches("[0-9A-Z]{18}");
        });
        assertThat(ReferenceFiles.offices(SEEDS).withCode("330782").map(Office::name))
                .contains("义乌市住房和城乡建设局");
    }

    @Test
    void should_make_an_office_of_its_own_power_say_everything_itself() throws IOException {
        // GIVEN
        String offices = Files.readString(Path.of("seeds/offices.yaml"));
        Files.writeString(
                folder.resolve("offices.yaml"), offices.replace("义乌市住房和城乡建设局, kind: ENTRUSTED", "义乌, kind: OWN"));

        // WHEN / THEN
        assertThatThrownBy(() -> ReferenceFiles.offices(SeedFolder.at(folder)))
                .hasMessageMatching(".*offices.yaml, line \\d+: 'authority' is missing.*");
    }

    @Test
    void should_list_the_trades_with_vision_and_without_age_limits() {
        assertThat(ReferenceFiles.trades(SEEDS).all()).hasSize(12).allSatisfy(trade -> {
            assertThat(trade.nakedVision()).isEqualTo("4.8");
            assertThat(trade.correctedVision()).isEqualTo("5.0");
            assertThat(trade.ageLimit(Gender.MALE)).isEmpty();
            assertThat(trade.ageLimit(Gender.FEMALE)).isEmpty();
        });
        assertThat(ReferenceFiles.trades(SEEDS).withCode("01").map(Trade::name)).contains("建筑电工");
        assertThat(ReferenceFiles.trades(SEEDS).withCode("12")).isEmpty();
    }

    @Test
    void should_read_an_age_limit_where_one_is_set() throws IOException {
        // GIVEN
        String trades = Files.readString(Path.of("seeds/trades.yaml"));
        Files.writeString(
                folder.resolve("trades.yaml"),
                trades.replace("male: \"off\", female: \"off\"", "male: 60, female: 55"));

        // WHEN
        Trade trade = ReferenceFiles.trades(SeedFolder.at(folder)).all().get(0);

        // THEN
        assertThat(trade.ageLimit(Gender.MALE)).hasValue(60);
        assertThat(trade.ageLimit(Gender.FEMALE)).hasValue(55);
    }

    @Test
    void should_offer_enough_services_to_search_and_browse() {
        // WHEN
        ServiceCatalogue services = ReferenceFiles.services(SEEDS);

        // THEN
        assertThat(services.all()).hasSizeGreaterThan(25);
        assertThat(services.departments()).hasSizeGreaterThanOrEqualTo(8).contains("省建设厅");
        assertThat(services.ofDepartment("省建设厅")).hasSizeGreaterThan(3);
        assertThat(services.handledHere().name()).isEqualTo("建筑施工特种作业人员职业资格认定（延续）");
        assertThat(services.search("建筑施工特种作业人员职业资格认定 (延续)")).first().isEqualTo(services.handledHere());
        assertThat(services.search("特种作业")).first().isEqualTo(services.handledHere());
        assertThat(services.search("延续 特种")).contains(services.handledHere());
        assertThat(services.search("护士")).extracting(ServiceItem::name).containsExactly("护士执业注册（延续）");
        assertThat(services.search("没有这项服务")).isEmpty();
        assertThat(services.withCode("JS-01")).contains(services.handledHere());
    }

    @Test
    void should_say_in_the_notice_what_the_rules_say() {
        // WHEN
        String notice = ReferenceFiles.services(SEEDS).handledHere().notice().stream()
                .flatMap(section -> section.paragraphs().stream())
                .map(RULE_SETS.inForce(TODAY)::fillIn)
                .reduce("", String::concat);

        // THEN
        assertThat(notice)
                .contains("届满30个工作日之前", "届满前6个月", "受理之日起20个工作日", "60日内申请行政复议", "3年内不得再次申请")
                .doesNotContain("{");
    }

    @Test
    void should_keep_every_condition_of_the_guide_in_the_undertaking() {
        // WHEN
        Undertaking undertaking = ReferenceFiles.undertakings(SEEDS).on(TODAY);

        // THEN
        assertThat(undertaking.text())
                .contains("二级乙等", "听觉障碍", "色盲", "4.8以上", "5.0以上", "建筑电工", "建筑起重机械司机")
                .contains("心脏病", "癫痫", "美尼尔氏症", "眩晕症", "高血压", "精神病", "突发性昏厥", "影响肢体活动的神经系统疾病")
                .contains("身体健康状况", "生产安全事故", "2年内违章操作记录达到3次", "年度安全教育培训", "继续教育", "其他")
                .contains("真实性", "虚假", "依法");
        assertThat(undertaking.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void should_use_the_newest_undertaking_and_still_know_the_old_one() throws IOException {
        // GIVEN
        Files.createDirectories(folder.resolve("undertaking"));
        Files.writeString(
                folder.resolve("undertaking/b.yaml"), "version: b\nfrom: 2026-12-01\ntitle: B\nparagraphs: [new]\n");
        Files.writeString(
                folder.resolve("undertaking/a.yaml"), "version: a\nfrom: 2026-01-01\ntitle: A\nparagraphs: [old]\n");

        // WHEN
        Undertakings undertakings = ReferenceFiles.undertakings(SeedFolder.at(folder));

        // THEN
        assertThat(undertakings.on(TODAY).version()).isEqualTo("a");
        assertThat(undertakings.on(LocalDate.of(2026, 12, 1)).version()).isEqualTo("b");
        assertThat(undertakings.withVersion("a").map(Undertaking::text)).contains("A\nold");
        assertThatThrownBy(() -> undertakings.on(LocalDate.of(2025, 12, 31)))
                .hasMessage("no undertaking is in use on 2025-12-31");
    }

    @Test
    void should_refuse_a_place_that_stands_twice() throws IOException {
        // GIVEN
        String places = Files.readString(Path.of("seeds/places.yaml"));
        Files.writeString(folder.resolve("places.yaml"), places.replace("\"330105\":", "\"330205\":"));
        Files.copy(Path.of("seeds/places-historical.yaml"), folder.resolve("places-historical.yaml"));

        // WHEN / THEN
        assertThatThrownBy(() -> ReferenceFiles.places(SeedFolder.at(folder)))
                .hasMessageMatching(".*places.yaml, line \\d+: the place code 330205 stands twice");
    }
}
