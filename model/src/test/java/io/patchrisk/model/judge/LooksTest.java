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
    @CsvSource({
        "0,0",
        "1,1",
        "7,7",
        "60,60",
        "79,60",
        "80,80",
        "600,600",
        "700,660",
        "1440,1440",
        "1799,1440",
        "5760,5760",
        "1000000,5760"
    })
    void looksAtEachScrapeAndThenEverMoreSeldom(int scrapes, int look) {
        assertThat(Looks.reached(scrapes)).isEqualTo(look);
    }

    @Test
    void spendsAllOfAlphaByTheLastLookAndNeverLessThanBefore() {
        double[] spent = IntStream.rangeClosed(0, 6_000)
                .map(Looks::reached)
                .filter(look -> look > 0)
                .distinct()
                .mapToDouble(Looks::spent)
                .toArray();

        assertThat(spent).isSorted();
        assertThat(spent[0]).isPositive();
        assertThat(spent[59]).isEqualTo(0.7, within(1e-15));
        assertThat(spent[spent.length - 1]).isEqualTo(1, within(1e-15));
    }
}
