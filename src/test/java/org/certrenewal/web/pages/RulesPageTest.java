package org.certrenewal.web.pages;

import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Rule;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.HtmlUtils;

@RenewalTest
class RulesPageTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private LawBook law;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_show_every_rule_in_force_with_article_source_and_mark() throws Exception {
        ResultActions page = as("admin", get("/admin/rules")).andExpect(status().isOk());

        for (Rule rule : law.rules().inForce(TestClock.START).rules()) {
            page.andExpect(content().string(containsString(rule.key().label())))
                    .andExpect(content().string(containsString(HtmlUtils.htmlEscape(rule.article(), "UTF-8"))))
                    .andExpect(content().string(containsString(HtmlUtils.htmlEscape(rule.source(), "UTF-8"))))
                    .andExpect(content().string(containsString(rule.origin())));
        }
        page.andExpect(content().string(containsString("下列规则尚未核实")));
        page.andExpect(content().string(containsString("待核实")))
                .andExpect(content().string(containsString("国务院办公厅关于2026年部分节假日安排的通知")))
                .andExpect(content().string(containsString("尚未公布")))
                .andExpect(content().string(containsString("宁波市住房和城乡建设局")));
    }

    @Test
    void should_show_the_rules_of_another_day() throws Exception {
        as("admin", get("/admin/rules").param("on", "2026-05-31"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("建筑施工特种作业人员管理规定（建质〔2008〕75号）")));
        as("admin", get("/admin/rules").param("on", "1999-01-01"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("最早的规则自2008年6月1日起施行")));
    }

    @Test
    void should_name_the_notice_that_moved_days_of_the_year_before() throws Exception {
        LawBook.Edition edition = law.inForce();
        List<HolidayYear> years = new ArrayList<>(edition.calendar().years().values());
        years.add(new HolidayYear(
                2027, "2027年的通知", Set.of(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1)), Set.of()));
        law.replace(new LawBook.Edition(edition.rules(), new WorkingDayCalendar(years)));
        try {
            as("admin", get("/admin/rules"))
                    .andExpect(content().string(containsString("2026年部分节假日安排的通知；其中12月31日依2027年的通知")))
                    .andExpect(content().string(containsString("2026年12月31日至1月1日")));
        } finally {
            law.replace(edition);
        }
    }

    @Test
    void should_read_the_files_anew_when_the_administrator_asks() throws Exception {
        as("admin", post("/admin/rules/reload").with(token())).andExpect(redirectedUrl("/admin/rules#reload"));
        as("admin", get("/admin/rules")).andExpect(content().string(containsString("文件与现行规则一致，没有变化")));
    }

    @Test
    void should_let_nobody_else_in() throws Exception {
        as("o01", get("/admin/rules")).andExpect(status().isForbidden());
        as("w01", post("/admin/rules/reload").with(token())).andExpect(status().isForbidden());
    }

    private ResultActions as(String user, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(person(user)));
    }
}
