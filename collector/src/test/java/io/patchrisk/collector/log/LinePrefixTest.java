// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinePrefixTest {

    @Test
    void readsEveryPrefixThatKernelsAndToolsPrint() {
        assertThat(LinePrefix.of("<4>[   12.345678][  T123] text"))
                .isEqualTo(new LinePrefix(4, 12_345_678L, "T123", "text"));
        assertThat(LinePrefix.of("[   12.345678] [C0] text")).isEqualTo(new LinePrefix(-1, 12_345_678L, "C0", "text"));
        assertThat(LinePrefix.of("[   12.345678]  <TASK>")).isEqualTo(new LinePrefix(-1, 12_345_678L, null, " <TASK>"));
        assertThat(LinePrefix.of("4,413,71599546,-;text")).isEqualTo(new LinePrefix(4, 71_599_546L, null, "text"));
        assertThat(LinePrefix.of("<6>text")).isEqualTo(new LinePrefix(6, null, null, "text"));
        assertThat(LinePrefix.of("text")).isEqualTo(new LinePrefix(-1, null, null, "text"));
    }
}
