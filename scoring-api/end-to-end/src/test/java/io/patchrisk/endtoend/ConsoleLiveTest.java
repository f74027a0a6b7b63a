// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens shows on an open page, without anybody loading it again. */
@Tag("slow")
@ExtendWith(Drivable.class)
class ConsoleLiveTest {

    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final String MODULE = "livepatch_demo";

    @TempDir
    private Path folder;

    @Test
    void showsAnOopsWithinTwoSeconds() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(
                        new Config(folder).host("h0").host("h1").host("h2"));
                Chromium chromium = new Chromium(service.api().root())) {
            declare(service);
            PushedJournal.push(service.api(), "h0", "loaded", 0, Kernel.loaded(MODULE));
            Page page = chromium.page(1440, ColorScheme.LIGHT);
            page.navigate(chromium.at("rollouts/r1/events"));
            page.waitForSelector("text=None so far.");
            Chromium.await(page, "document.getElementById('freshness').textContent.startsWith('live')");
            page.evaluate("window.sameDocument = true");

            List<Duration> took = new ArrayList<>();
            for (String function : List.of("demo_open", "demo_read", "demo_close")) {
                long told = System.nanoTime();
                PushedJournal.push(
                        service.api(), "h0", function, 60_000_000L * (1 + took.size()), Oops.in(function, MODULE));
                page.waitForSelector("details.event:has-text('" + function + "')");
                took.add(Duration.ofNanos(System.nanoTime() - told));
            }

            System.out.printf("oopses are seen after %s%n", took);
            assertThat(page.locator("details.event").allTextContents())
                    .hasSize(3)
                    .allMatch(text -> text.contains("✕ the patch is in it"));
            assertThat(page.evaluate("window.sameDocument === true")).isEqualTo(true);
            assertThat(Collections.min(took)).as("the quickest of %s", took).isLessThan(BOUND);
            assertThat(chromium.faults()).isEmpty();
        }
    }

    private static void declare(ServiceProcess service) throws Exception {
        assertThat(service.api()
                        .post(
                                "/api/v1/patches",
                                "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"livepatch_demo\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(service.api().post("/api/v1/rollouts", """
                        {"id": "r1", "patch": "p1", "waves": [{"name": "w1", "hosts": ["h0", "h1"]}, {"name": "w2", "hosts": ["h2"]}]}""").status()).isEqualTo(201);
    }
}
