// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody is woken and opens the notification's link: a rollout of recordings of real faulty patches, drawn by seed, is
 * followed live from its first host on, and the five questions are answered as the recordings themselves do.
 */
@Tag("slow")
@ExtendWith(Drivable.class)
class ConsoleNightTest {

    /** Others by -Dconsole.seed=…; the draw is in the failure's text. */
    private static final long SEED = Long.getLong("console.seed", 6);

    private static final int HOSTS = 5;

    /** Slower than the demo's own: a browser and a bare JVM run beside it. */
    private static final String SPEED = "2";

    private static final double DECIDED_WITHIN_MS = 180_000;

    /** Times of datagrams and patch instants are known to a scrape of 2 s each. */
    private static final double CLOCKS_SECONDS = 5;

    private static final Pattern AFTER = Pattern.compile(", (\\d+) (s|min) after its patch instant");
    private static final double FIRST_VIEW_MS = 1_000;
    private static final int TRIES = 5;

    private static final String WATCH = """
            window.decisions = [];
            new MutationObserver(() => {
              const shown = document.querySelector('.badge.large')?.lastChild.textContent;
              if (shown && shown !== window.decisions.at(-1)) window.decisions.push(shown);
              if (!window.answered && document.querySelector('.five')) window.answered = performance.now();
            }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});""";

    @TempDir(factory = UnderTarget.class)
    private Path folder;

    @Test
    void answersTheFiveQuestionsAtNight() throws Exception {
        List<PlayedCrash> drawn = new ArrayList<>(PlayedCrash.all());
        assertThat(drawn).hasSizeGreaterThan(2 * HOSTS);
        Collections.shuffle(drawn, new Random(SEED));
        drawn = drawn.subList(0, HOSTS);
        List<String> arguments = new ArrayList<>(List.of("--speed", SPEED, "--bad"));
        drawn.forEach(crash -> arguments.add(crash.host()));

        try (DemoProcess demo = DemoProcess.start(folder.resolve("demo.log"), arguments.toArray(String[]::new));
                Chromium chromium = new Chromium(demo.api().root())) {
            Page page = chromium.page(1440, ColorScheme.DARK);
            page.addInitScript(WATCH);
            page.navigate(chromium.at("rollouts/bad"));
            page.waitForSelector(".five");
            page.evaluate("window.sameDocument = true");
            page.locator("nav.tabs a").nth(1).focus();
            page.waitForSelector(".badge.large.stop", new Page.WaitForSelectorOptions().setTimeout(DECIDED_WITHIN_MS));
            demo.awaitEnd();

            assertThat(page.evaluate("window.sameDocument === true"))
                    .as("it was never loaded again")
                    .isEqualTo(true);
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Hosts");
            List<?> decisions = (List<?>) page.evaluate("window.decisions");
            assertThat(decisions).as("decisions as they were shown").hasSizeGreaterThan(1);
            assertThat(decisions.get(decisions.size() - 1)).isEqualTo("stop");
            page.reload();
            page.waitForSelector(".five");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve("night.png")));
            answersAreThoseOf(drawn, page);
            theReportIsOneClickAway(drawn, page);
            aSilentFaultIsAnsweredAsWell(chromium);
            theFirstViewIsSmallAndQuick(chromium);
            assertThat(chromium.faults()).isEmpty();
        }
    }

    private static String answer(Page page, int question) {
        return page.locator(".five dd").nth(question).textContent();
    }

    private static void answersAreThoseOf(List<PlayedCrash> drawn, Page page) {
        assertThat(answer(page, 0)).as("is it the patch? %s", drawn).startsWith("Yes.");

        Set<String> hosts = new TreeSet<>(
                page.locator(".five dd").nth(1).locator(".lead a.host").allTextContents());
        assertThat(hosts)
                .as("which hosts? %s", drawn)
                .containsExactlyInAnyOrderElementsOf(
                        drawn.stream().map(PlayedCrash::host).toList());

        Locator function = page.locator(".five dd").nth(2).locator(".lead code");
        PlayedCrash first = drawn.stream()
                .min(Comparator.comparing(PlayedCrash::secondsAfter))
                .orElseThrow();
        assertThat(drawn.stream().flatMap(crash -> crash.functions().stream()))
                .as("which function? %s", drawn)
                .contains(function.textContent());

        Matcher since = AFTER.matcher(answer(page, 3));
        assertThat(since.find()).as("since when? %s", answer(page, 3)).isTrue();
        double seconds = Double.parseDouble(since.group(1)) * (since.group(2).equals("min") ? 60 : 1);
        assertThat(seconds).as("since when? %s", drawn).isCloseTo(first.secondsAfter(), within(CLOCKS_SECONDS));

        assertThat(answer(page, 4)).startsWith("Do not patch another host. Roll back %d hosts.".formatted(HOSTS));
    }

    private static void theReportIsOneClickAway(List<PlayedCrash> drawn, Page page) {
        page.locator(".five dd").first().locator("a").first().click();
        page.waitForSelector("details.event[open] pre mark");
        String marked =
                String.join("\n", page.locator("details.event[open] pre mark").allTextContents());
        assertThat(drawn.stream().flatMap(crash -> crash.functions().stream()))
                .as(marked)
                .anyMatch(marked::contains);
    }

    private static void aSilentFaultIsAnsweredAsWell(Chromium chromium) {
        Page page = chromium.page(390, ColorScheme.LIGHT);
        page.navigate(chromium.at("rollouts/silent"));
        page.waitForSelector(".five.stop");
        assertThat(answer(page, 0)).containsAnyOf("Very likely.", "Likely.", "Possibly.");
        assertThat(answer(page, 1)).contains("5 patched hosts, seen as a group: devdemo-000");
        assertThat(answer(page, 2))
                .contains("No kernel report names one.", "What got worse: ", "The patch replaces inet_sendmsg");
        assertThat(answer(page, 4)).startsWith("Do not patch another host.");
        page.click("text=patched against control");
        page.waitForSelector("figure canvas");
        Chromium.leave(page);
    }

    /** The best of some tries: other tests may run beside this one. */
    private static void theFirstViewIsSmallAndQuick(Chromium chromium) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            Page page = chromium.page(1440, ColorScheme.LIGHT);
            page.addInitScript(WATCH);
            page.navigate(chromium.at("rollouts/bad"));
            page.waitForSelector(".drawing canvas");
            double bytes = Chromium.loadedBytes(page);
            assertThat(bytes).as("bytes of the first view").isBetween(10_000.0, Chromium.FIRST_VIEW_BYTES);
            best = Math.min(best, Chromium.number(page, "window.answered"));
            System.out.printf("first view: %.0f bytes, answers after %.0f ms%n", bytes, best);
            Chromium.leave(page);
        }
        assertThat(best).as("milliseconds to the answers").isLessThan(FIRST_VIEW_MS);
    }
}
