// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view of the console on wide and narrow screens, light and dark. The pictures are in target/console, to be looked at. */
@Tag("slow")
@ExtendWith(Drivable.class)
class ConsolePicturesTest {

    private static final Path PICTURES = Path.of("target", "console");
    private static final int HOSTS = 40;
    private static final int EVENTS = 7;

    @TempDir
    private Path folder;

    private static Map<String, String> views() {
        String rollout = "rollouts/" + CannedRollout.NAME;
        Map<String, String> views = new LinkedHashMap<>();
        views.put("glance", "");
        views.put("rollout", rollout);
        views.put("hosts", rollout + "/hosts");
        views.put("signals", rollout + "/signals");
        views.put("events", rollout + "/events?open=0000000000000001");
        views.put("history", rollout + "/history");
        views.put("fleet", "fleet");
        views.put("host", "hosts/web-00001");
        views.put("patch", "patches/lp-107");
        views.put("model", "model");
        return views;
    }

    @ParameterizedTest
    @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
    void fitsAndHindersNobody(int width, ColorScheme scheme) throws Exception {
        Files.createDirectories(PICTURES);
        try (ServiceProcess service = ServiceProcess.start(new Config(folder));
                Chromium chromium = new Chromium(service.api().root())) {
            for (var view : views().entrySet()) {
                Page page = chromium.page(width, scheme);
                new CannedRollout(HOSTS, EVENTS, "stop", "").answer(page);
                page.navigate(chromium.at(view.getValue()));
                Chromium.await(page, "document.querySelector('#page section')");
                Chromium.await(
                        page,
                        "[...document.querySelectorAll('[data-drawing]')].every(node => node.querySelector('canvas'))");
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve("%s-%d-%s.png"
                                .formatted(view.getKey(), width, scheme.name().toLowerCase(java.util.Locale.ROOT)))));

                assertThat(Chromium.hindrances(page)).as(view.getKey()).isEmpty();
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(view.getKey() + " scrolls sideways")
                        .isEqualTo(true);
                assertThat(page.locator("#twins a").count())
                        .as(view.getKey() + " as JSON")
                        .isPositive();
                Chromium.leave(page);
            }
            assertThat(chromium.faults()).isEmpty();
        }
    }

    @Test
    void goesEverywhereByKeyboard() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(new Config(folder));
                Chromium chromium = new Chromium(service.api().root())) {
            Page page = chromium.page(1440, ColorScheme.LIGHT);
            new CannedRollout(HOSTS, EVENTS, "stop", "").answer(page);
            page.navigate(chromium.at("rollouts/" + CannedRollout.NAME));
            page.waitForSelector(".five");

            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("Skip to the page");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("page");
            assertThat(page.url()).as("skipping leaves the address").endsWith(CannedRollout.NAME);
            for (String wanted : List.of("lp-107", "Answers", "Hosts", "Signals", "Kernel events")) {
                page.keyboard().press("Tab");
                assertThat(focused(page)).isEqualTo(wanted);
            }
            page.keyboard().press("Enter");
            page.waitForSelector("details.event");
            page.locator("details.event summary").nth(1).focus();
            page.keyboard().press("Enter");
            page.waitForSelector("details.event[open] pre");
            assertThat(focused(page)).as("what was opened keeps the focus").contains("function_1");
        }
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.textContent"));
    }
}
