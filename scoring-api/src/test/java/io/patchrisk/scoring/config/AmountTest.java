// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @Test
    void readsDurationsAsPeopleWriteThem() {
        assertThat(Amount.duration("15s")).isEqualTo(Duration.ofSeconds(15));
        assertThat(Amount.duration("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Amount.duration(" 1.5 h ")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Amount.duration("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Amount.duration("30d")).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void readsSizesOfBothKinds() {
        assertThat(Amount.bytes("512MiB")).isEqualTo(512L << 20);
        assertThat(Amount.bytes("2 GB")).isEqualTo(2_000_000_000L);
        assertThat(Amount.bytes("1.5KiB")).isEqualTo(1536L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "15 parsecs", "-5s", "1h 30", "5mm", "1e3s", "999999999d999999999d x", "٣s"})
    void readsNothingElse(String text) {
        assertThat(Amount.duration(text)).isNull();
        assertThat(Amount.bytes(text)).isNull();
    }

    @Test
    void doesNotOverflow() {
        assertThat(Amount.bytes("999999999TiB")).isNull();
    }
}
