// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionParserTest {

    private final ExpositionParser parser = new ExpositionParser(name -> !name.equals("unwanted"));

    @Test
    void readsNamesLabelsAndValues() {
        Samples samples = parser.parse("""
                # HELP a Something.
                # TYPE a counter
                a 1
                a_b:c{x="1",y="two"} 2.5
                a_b:c { y = "three" , x="1", } 3e3 1395066363000

                unwanted{x="} 1
                """);

        assertThat(samples.of("a")).containsExactly(new Sample("a", Labels.none(), 1));
        assertThat(samples.of("a_b:c"))
                .containsExactly(
                        new Sample("a_b:c", Labels.of(Map.of("y", "two", "x", "1")), 2.5),
                        new Sample("a_b:c", Labels.of(Map.of("x", "1", "y", "three")), 3000));
        assertThat(samples.has("unwanted")).isFalse();
        assertThat(samples.rejected()).isEmpty();
        assertThat(samples.complete()).isTrue();
    }

    @Test
    void unescapesLabelValues() {
        Samples samples = parser.parse("a{path=\"C:\\\\DIR\\nx\\\"q\\\"\",u=\"ä}\\t\"} 1\n");

        assertThat(samples.of("a").get(0).labels())
                .isEqualTo(Labels.of(Map.of("path", "C:\\DIR\nx\"q\"", "u", "ä}\\t")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.5, -0.5",
        "+7, 7",
        "1.795312871e+09, 1795312871",
        "4.9e-324, 4.9e-324",
        "NaN, NaN",
        "+Inf, Infinity",
        "-Inf, -Infinity",
        "13.810619449, 13.810619449",
        "0.026000000000000002, 0.026000000000000002",
        "12345678901234567890, 12345678901234567890",
        ".5, 0.5",
        "5., 5",
        "1e999, Infinity"
    })
    void readsNumbersAsGoPrintsThem(String text, double value) {
        assertThat(parser.parse("a " + text + "\n").of("a").get(0).value()).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>|NO_METRIC_NAME",
                "1a 5|NO_METRIC_NAME",
                "a|BAD_VALUE",
                "a x|BAD_VALUE",
                "a 1f|BAD_VALUE",
                "a 0x1p3|BAD_VALUE",
                "a -|BAD_VALUE",
                "a .|BAD_VALUE",
                "a 1 now|BAD_TIMESTAMP",
                "a 1 2 3|BAD_TIMESTAMP",
                "a{x=\"1\" 1|BAD_LABELS",
                "a{x=1} 1|BAD_LABELS",
                "a{x=\"1\"y=\"2\"} 1|BAD_LABELS",
                "a{x=\"1\",x=\"2\"} 1|BAD_LABELS",
                "a{x=\"\\\"} 1|BAD_LABELS",
                "a{\"x\"=\"1\"} 1|BAD_LABELS"
            })
    void countsALineThatIsMalformed(String line, Rejection reason) {
        Samples samples = parser.parse("b 1\n" + line + "\nb{x=\"2\"} 2\n");

        assertThat(samples.rejected()).containsExactly(Map.entry(reason, 1));
        assertThat(samples.of("b")).hasSize(2);
    }

    @Test
    void distrustsALastLineWithoutALineFeed() {
        Samples samples = parser.parse("a 1\nb 123");

        assertThat(samples.complete()).isFalse();
        assertThat(samples.has("b")).isFalse();
        assertThat(samples.rejected()).containsExactly(Map.entry(Rejection.CUT_LINE, 1));
        assertThat(parser.parse("").complete()).isFalse();
    }

    @Test
    void keepsTheFirstOfTwoEqualSeries() {
        Samples samples = parser.parse("a{x=\"1\",y=\"2\"} 1\nb 1\na{y=\"2\",x=\"1\"} 9\n");

        assertThat(samples.of("a")).extracting(Sample::value).containsExactly(1.0);
        assertThat(samples.rejected()).containsExactly(Map.entry(Rejection.DUPLICATE, 1));
    }

    @Test
    void boundsNamesLabelsAndBodies() {
        assertThat(rejection("n".repeat(257) + " 1\n")).containsKey(Rejection.NAME_TOO_LONG);
        assertThat(rejection("a{x=\"" + "v".repeat(4097) + "\"} 1\n")).containsKey(Rejection.LABEL_TOO_LONG);
        StringBuilder many = new StringBuilder("a{");
        for (int i = 0; i <= ExpositionParser.MAX_LABELS; i++) {
            many.append('l').append(i).append("=\"\",");
        }
        assertThat(rejection(many + "} 1\n")).containsKey(Rejection.TOO_MANY_LABELS);
        Samples huge = parser.parse(new byte[ExpositionParser.MAX_BODY + 1]);
        assertThat(huge.rejected()).containsKey(Rejection.BODY_TOO_LARGE);
        assertThat(huge.complete()).isFalse();
    }

    private Map<Rejection, Integer> rejection(String body) {
        return parser.parse(body).rejected();
    }

    @Property
    void neverThrowsOnBytes(@ForAll byte[] body) {
        assertThat(parser.parse(body)).isNotNull();
    }

    @Property
    void neverThrowsBehindAName(@ForAll String rest) {
        assertThat(parser.parse("a{" + rest + "\n")).isNotNull();
        assertThat(parser.parse("a " + rest + "\n")).isNotNull();
    }

    @Property
    void readsBackEveryDouble(@ForAll double value) {
        assertThat(parser.parse("a " + value + "\n").of("a").get(0).value()).isEqualTo(value);
    }

    @Property
    void readsShortDecimalsExactly(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
        String text = new java.math.BigDecimal(value)
                .setScale(6, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();

        assertThat(parser.parse("a " + text + "\n").of("a").get(0).value()).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1\r\n", "a{x=\"1\"} 1\r\n"})
    void takesNoCarriageReturns(String body) {
        assertThat(rejection(body)).containsKey(Rejection.BAD_VALUE);
    }
}
