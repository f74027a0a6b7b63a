// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console when there is very much, when names are hostile, and when nobody answers any more. */
@Tag("slow")
@ExtendWith(Drivable.class)
class ConsoleLimitsTest {

    private static final String ROLLOUT = "rollouts/" + CannedRollout.NAME;

    /** Markup, an attribute's end, text turned round, a line end, and more letters than a line holds. */
    private static final String HOSTILE =
            "<img src=x onerror=\"window.hurt=1\">'\"><script>window.hurt=1</script>\u202egnp.exe\u0007"
                    + "x".repeat(300);

    @TempDir
    private Path folder;

    private ServiceProcess service;
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        service = ServiceProcess.start(new Config(folder));
        chromium = new Chromium(service.api().root());
    }

    @AfterEach
    void end() {
        chromium.close();
        service.close();
    }

    private Page open(CannedRollout rollout, String view) {
        Page page = chromium.page(1440, ColorScheme.LIGHT);
        Chromium.watchTasks(page);
        rollout.answer(page);
        page.navigate(chromium.at(view));
        page.waitForSelector("#page section");
        return page;
    }

    /** The better of two walks: what a task takes is told by the clock, and other tests may run beside this one. */
    @Test
    void staysUsableWithTenThousandHostsAndFiveHundredEvents() {
        List<Double> longest = new ArrayList<>();
        for (int walk = 0; walk < 2; walk++) {
            Page page = open(new CannedRollout(10_000, 500, "stop", ""), ROLLOUT + "/hosts");
            page.waitForSelector("tbody tr");
            page.waitForTimeout(1_000);
            Chromium.forgetTasks(page);
            HostsView.walk(page);
            walkEvents(page);
            longest.add(Chromium.longestTask(page));
            Chromium.leave(page);
        }
        System.out.printf("longest tasks with 10,000 hosts and 500 events: %s ms%n", longest);
        assertThat(Collections.min(longest))
                .as("the longest task of the page, of %s", longest)
                .isLessThan(Chromium.LONGEST_TASK_MS);
        assertThat(chromium.faults()).isEmpty();
    }

    private static void walkEvents(Page page) {
        page.click("nav.tabs >> text=Kernel events");
        page.waitForSelector("details.event");
        assertThat(page.locator("details.event").count()).isEqualTo(50);
        page.click("details.event >> nth=7");
        page.waitForSelector("details.event[open] pre");
        page.click("text=Next page");
        page.waitForSelector("text=function_50");
        page.click("nav.tabs >> text=Signals");
        page.waitForSelector("canvas");
        page.click("nav.tabs >> text=Answers");
        page.waitForSelector(".five");
    }

    @Test
    void showsHostileNamesAndLogsAsText() {
        CannedRollout rollout = new CannedRollout(3, 2, "stop", HOSTILE);
        for (String view : List.of(
                "",
                ROLLOUT,
                ROLLOUT + "/hosts",
                ROLLOUT + "/events?open=0000000000000001",
                ROLLOUT + "/history",
                "fleet",
                "hosts/web-00001",
                "patches/lp-107",
                "model")) {
            for (int width : List.of(1440, 390)) {
                Page page = open(rollout, view);
                page.setViewportSize(width, 900);
                Locator shown = page.locator("#page");
                assertThat(shown.textContent())
                        .as(view)
                        .contains("<img src=x onerror=", "‹U+202E›gnp.exe‹U+0007›")
                        .doesNotContain("\u202e", "\u0007");
                assertThat(page.locator("#page img, #page script").count())
                        .as(view)
                        .isZero();
                assertThat(page.evaluate("window.hurt === undefined")).isEqualTo(true);
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s scrolls sideways at %d", view, width)
                        .isEqualTo(true);
                Chromium.leave(page);
            }
        }
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void readsNothingAsProceedOnceNobodyAnswers() {
        Page page = chromium.page(1440, ColorScheme.LIGHT);
        page.clock().install();
        new CannedRollout(6, 0, "proceed", "").answer(page);
        page.navigate(chromium.at(ROLLOUT));
        page.waitForSelector(".badge.large.proceed");
        page.unrouteAll();
        page.route(url -> url.contains("/api/v1/"), Route::abort);

        page.clock().fastForward(20_000);
        assertThat(page.locator(".badge.large").textContent()).contains("proceed");
        page.clock().fastForward(15_000);
        page.waitForSelector(".badge.large.unknown");

        assertThat(page.locator(".badge.proceed, .five.proceed").count()).isZero();
        assertThat(page.title()).contains("unknown");
        assertThat(page.locator(".five dd").first().textContent()).contains("cannot be said now");
        assertThat(page.locator("#trouble").textContent()).contains("does not answer");
    }
}
