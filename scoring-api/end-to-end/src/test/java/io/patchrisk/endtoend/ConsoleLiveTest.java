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

    private static final long UPTIME_MICROS = 10_800_000_000L;
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final List<String> LOADED = List.of(
            "livepatch: enabling patch 'livepatch_demo'",
            "livepatch: 'livepatch_demo': starting patching transition",
            "livepatch: 'livepatch_demo': patching complete");

    private static List<String> oops(String function) {
        return List.of(
                "BUG: kernel NULL pointer dereference, address: 0000000000000010",
                "#PF: supervisor read access in kernel mode",
                "Oops: 0000 [#1] PREEMPT SMP NOPTI",
                "CPU: 0 PID: 7 Comm: demo Tainted: G           OE K    6.1.0-demo #1",
                "RIP: 0010:" + function + "+0x24/0x90 [livepatch_demo]",
                "Call Trace:",
                " <TASK>",
                " " + function + "_entry+0x51/0xc0 [livepatch_demo]",
                " do_syscall_64+0x5d/0xb0",
                " </TASK>",
                "---[ end trace 0000000000000000 ]---");
    }

    @TempDir
    private Path folder;

    @Test
    void showsAnOopsWithinTwoSeconds() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(
                        new Config(folder).host("h0").host("h1").host("h2"));
                Chromium chromium = new Chromium(service.api().root())) {
            declare(service);
            push(service, "loaded", 0, LOADED);
            Page page = chromium.page(1440, ColorScheme.LIGHT);
            page.navigate(chromium.at("rollouts/r1/events"));
            page.waitForSelector("text=None so far.");
            Chromium.await(page, "document.getElementById('freshness').textContent.startsWith('live')");
            page.evaluate("window.sameDocument = true");

            List<Duration> took = new ArrayList<>();
            for (String function : List.of("demo_open", "demo_read", "demo_close")) {
                long told = System.nanoTime();
                push(service, function, 60_000_000L * (1 + took.size()), oops(function));
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

    private static void push(ServiceProcess service, String key, long later, List<String> messages) throws Exception {
        StringBuilder journal = new StringBuilder();
        long uptime = UPTIME_MICROS + later;
        for (String message : messages) {
            uptime += 1_000;
            journal.append("""
                    {"_TRANSPORT":"kernel","PRIORITY":"3","_BOOT_ID":"b1","_HOSTNAME":"h0.lan",\
                    "_SOURCE_MONOTONIC_TIMESTAMP":"%d","MESSAGE":"%s"}
                    """.formatted(uptime, message));
        }
        Reply reply =
                service.api().post("/api/v1/hosts/h0.lan/kernel-log", "application/jsonl", key, journal.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }
}
