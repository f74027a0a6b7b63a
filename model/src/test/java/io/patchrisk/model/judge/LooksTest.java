// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "5,5", "9,5", "10,10", "39,20", "40,40", "10239,5120", "10240,10240", "1000000,10240"})
    void looksAtFiveScrapesAndAtEachDoubling(int scrapes, int look) {
        assertThat(Looks.reached(scrapes)).isEqualTo(look);
    }

    @Test
    void neverTakesMoreLooksThanAlphaIsSharedOver() {
        long looks = IntStream.rangeClosed(0, 200_000)
                .map(Looks::reached)
                .filter(look -> look > 0)
                .distinct()
                .count();

        assertThat(looks).isEqualTo(Looks.COUNT);
        assertThat(looks * Looks.share(0.01)).isEqualTo(0.01, within(1e-15));
    }
}
