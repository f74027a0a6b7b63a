// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** The console's list of the ten thousand hosts web-00000 and up, or web-00001 and up, of one rollout. */
final class HostsView {

    private HostsView() {}

    /** Looks at the first page, goes on to the next one, and searches by a part of a name. */
    static void walk(Page page) {
        page.waitForSelector("tbody tr");
        assertThat(page.locator("tbody tr").count()).isEqualTo(100);
        assertThat(page.locator(".pages").textContent()).contains("100 of 10,000 hosts");
        page.click("text=Next page");
        page.waitForSelector("text=web-00101");
        page.fill("input[name=q]", "09999");
        Chromium.await(page, "document.querySelectorAll('tbody tr').length === 1");
        assertThat(page.evaluate("document.activeElement.name"))
                .as("typing goes on")
                .isEqualTo("q");
        assertThat(page.url())
                .as("the address can be shared")
                .contains("q=09999")
                .doesNotContain("after");
    }
}
