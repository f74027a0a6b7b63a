// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The installed Chromium, driven by Playwright on the installed Node.js: nothing is downloaded. */
final class Chromium implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");
    static final Path NODE = Path.of("/usr/bin/node");

    /** What the first view of a rollout may weigh. */
    static final double FIRST_VIEW_BYTES = 300_000;

    /** A page that works for longer does not answer a hand any more. */
    static final double LONGEST_TASK_MS = 200;

    /** As a rule tests run as root in a container: no sandbox, no graphics, little shared memory. */
    private static final List<String> CONTAINED = List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");

    private static final int HEIGHT = 900;

    /** What is serious to axe, in the order of its report. */
    private static final String AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                .filter(found => ['serious', 'critical'].includes(found.impact))
                .map(found => found.id + ': ' + found.nodes.slice(0, 3).map(node => node.html + ' ' + node.failureSummary).join(' | '))""";

    private static final String WATCH_TASKS = """
            window.tasks = [];
            new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(task => task.duration)))
                .observe({type: 'longtask', buffered: true});""";

    private static final String LOADED_BYTES =
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
                    + ".reduce((sum, each) => sum + each.transferSize, 0)";

    private final Playwright playwright;
    private final Browser browser;
    private final URI console;
    private final List<String> faults = new ArrayList<>();

    /** @param console the address of the service */
    Chromium(URI console) {
        this.console = console;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", NODE.toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(CONTAINED));
    }

    /** An empty page of its own; what goes wrong on it is kept. */
    Page page(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme));
        Page page = context.newPage();
        page.onPageError(fault -> faults.add("error: " + fault));
        page.onConsoleMessage(message -> {
            // Policy violations are told here as well; an answer of 404 is no fault of the page.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add("console: " + message.text());
            }
        });
        return page;
    }

    /** The address of a view. */
    String at(String view) {
        return console.resolve("/") + "#/" + view;
    }

    /** Errors, and violations of the content security policy, of all pages so far. */
    List<String> faults() {
        return faults;
    }

    /** Waits until an expression is true on a page; Playwright's own wait evaluates text, which the console's policy forbids. */
    static void await(Page page, String expression) {
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("!!(" + expression + ")")));
    }

    /** Keeps how long the tasks of a page take, from before it is opened. */
    static void watchTasks(Page page) {
        page.addInitScript(WATCH_TASKS);
    }

    /** Begins to watch anew. */
    static void forgetTasks(Page page) {
        page.evaluate("window.tasks.length = 0");
    }

    /** The longest task since, in milliseconds; 0 where none took 50 ms. */
    static double longestTask(Page page) {
        return number(page, "Math.max(0, ...window.tasks)");
    }

    /** What was sent to a page so far, in bytes. */
    static double loadedBytes(Page page) {
        return number(page, LOADED_BYTES);
    }

    static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    /** Closes a page; what it still asks for is not answered any more. */
    static void leave(Page page) {
        page.navigate("about:blank");
        page.unrouteAll();
        page.context().close();
    }

    /** What axe finds that is serious or worse. */
    static List<String> hindrances(Page page) {
        page.evaluate(axe());
        List<String> found = new ArrayList<>();
        ((List<?>) page.evaluate(AXE)).forEach(each -> found.add(String.valueOf(each)));
        return found;
    }

    private static String axe() {
        try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(script, "axe-core is not on the class path")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
