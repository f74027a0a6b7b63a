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
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A rollout of ten thousand hosts, five hundred of which crash, each in a function of its own: answered by the service itself. */
@Tag("slow")
@ExtendWith(Drivable.class)
class ManyHostsTest {

    private static final int HOSTS = 10_000;
    private static final int CRASHED = 500;
    private static final String MODULE = "livepatch_demo";
    private static final String ROLLOUT = "/api/v1/rollouts/big";

    private static final long STARTED = System.nanoTime();

    @TempDir
    private Path folder;

    @Test
    void arePagedAndFilteredByTheService() throws Exception {
        Config config = new Config(folder).calmLooks();
        for (int i = 0; i < HOSTS; i++) {
            config.host(host(i));
        }
        try (ServiceProcess service = ServiceProcess.start(config);
                Chromium chromium = new Chromium(service.api().root())) {
            declare(service.api());
            push(service.api(), i -> "loaded" + i, i -> Kernel.loaded(MODULE));
            push(service.api(), i -> "oops" + i, i -> Oops.in("function_" + i, MODULE));
            Eventually.await(
                    "all events are known",
                    Duration.ofMinutes(2),
                    () -> service.api()
                            .get(ROLLOUT + "/events?limit=1")
                            .json()
                            .path("total")
                            .asInt(),
                    total -> total == CRASHED);

            List<Double> longest = new ArrayList<>();
            for (int walk = 0; walk < 2; walk++) {
                longest.add(walk(chromium));
            }
            System.out.printf("longest tasks with a real service and %,d hosts: %s ms%n", HOSTS, longest);
            assertThat(Collections.min(longest)).as("of %s", longest).isLessThan(Chromium.LONGEST_TASK_MS);
            assertThat(chromium.faults()).isEmpty();
        }
    }

    /** Of each host in turn; stamps and clock go at the same pace, or an oops would come before its patch. */
    private static void push(Api api, IntFunction<String> key, IntFunction<List<String>> messages) throws Exception {
        for (int i = 0; i < CRASHED; i++) {
            long sinceStart = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - STARTED);
            PushedJournal.push(api, host(i), key.apply(i), sinceStart, messages.apply(i));
        }
    }

    private static String host(int number) {
        return "web-%05d".formatted(number);
    }

    private static void declare(Api api) throws Exception {
        assertThat(api.post(
                                "/api/v1/patches",
                                "{\"id\": \"p1\", \"kind\": \"live\", \"modules\": [\"" + MODULE + "\"]}")
                        .status())
                .isEqualTo(201);
        String first = names(0, HOSTS / 2);
        String second = names(HOSTS / 2, HOSTS);
        Reply declared = api.post("/api/v1/rollouts", """
                {"id": "big", "patch": "p1", "waves": [{"name": "w1", "hosts": [%s]}, {"name": "w2", "hosts": [%s]}]}""".formatted(first, second));
        assertThat(declared.status()).as(declared.text()).isEqualTo(201);
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "\"" + host(i) + "\"").collect(Collectors.joining(", "));
    }

    /** The answers, the hosts, the events; returns the longest task after the first view, in milliseconds. */
    private static double walk(Chromium chromium) {
        Page page = chromium.page(1440, ColorScheme.LIGHT);
        Chromium.watchTasks(page);
        page.navigate(chromium.at("rollouts/big"));
        page.waitForSelector(".five.stop");
        double bytes = Chromium.loadedBytes(page);
        System.out.printf("first view of %,d hosts: %.0f bytes%n", HOSTS, bytes);
        assertThat(bytes).as("bytes of the first view").isBetween(10_000.0, Chromium.FIRST_VIEW_BYTES);
        Chromium.forgetTasks(page);

        page.click("nav.tabs >> text=Hosts");
        HostsView.walk(page);

        page.click("nav.tabs >> text=Kernel events");
        page.waitForSelector("details.event");
        assertThat(page.locator("details.event").count()).isEqualTo(50);
        page.click("details.event >> nth=7");
        page.waitForSelector("details.event[open] pre mark");
        page.click("text=Next page");
        Chromium.await(page, "document.querySelectorAll('details.event').length === 50");
        double longest = Chromium.longestTask(page);
        Chromium.leave(page);
        return longest;
    }
}
