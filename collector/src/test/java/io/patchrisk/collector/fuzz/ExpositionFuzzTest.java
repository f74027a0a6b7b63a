// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchrisk.collector.exposition.ExpositionParser;
import io.patchrisk.collector.exposition.Sample;
import io.patchrisk.collector.exposition.Samples;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The body of a scrape. */
class ExpositionFuzzTest {

    @MethodSource("seeds")
    @FuzzTest
    void body(byte[] input) {
        Set<String> metrics = new TreeSet<>();
        Samples samples = new ExpositionParser(metrics::add).parse(input);
        Samples all = new ExpositionParser(name -> true).parse(input);

        int lines = 0;
        for (byte b : input) {
            lines += b == '\n' ? 1 : 0;
        }
        int rejected =
                all.rejected().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all.size() + rejected).isLessThanOrEqualTo(lines + 1);
        assertThat(all.complete()).isEqualTo(input.length > 0 && input[input.length - 1] == '\n');
        for (String metric : metrics) {
            assertThat(metric).matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
            assertThat(all.of(metric))
                    .hasSameSizeAs(new HashSet<>(
                            all.of(metric).stream().map(Sample::labels).toList()));
        }
        // A metric name is asked for again when another stood between; the first answer is that of a set: yes.
        assertThat(samples.size()).isLessThanOrEqualTo(all.size());
        assertThat(new ExpositionParser(name -> false).parse(input).size()).isZero();
    }

    static Stream<Arguments> seeds() {
        return Pieces.seeds(
                "# HELP up Is it up.\n# TYPE up gauge\nup 1\nup{a=\"b\",c=\"d\\\"\\\\\\n\"} +Inf 1700000000000\n",
                "m{} NaN\nm{,} 1\nm{a=\"1\",a=\"2\"} 3\nm 0x10\nm 1e309\nm -1.5e-3 x\n<html>\n1m 2\n",
                "kpatch_enabled{patch=\"livepatch_1\"} 1\nkpatch_enabled{patch=\"livepatch_1\"} 1\ncut{a=\"b\"} 12");
    }
}
