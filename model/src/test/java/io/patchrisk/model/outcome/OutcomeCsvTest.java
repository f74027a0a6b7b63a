// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.Lab;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.outcome.Rejection.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeCsvTest {

    private static final Instant TOLD = Instant.parse("2026-05-02T10:00:00.5Z");
    private static final OutcomeRow HARMFUL = row("0123456789abcdef", "CVE-2026-1", Rule.CAUSE_NAMED);
    private static final OutcomeRow BENIGN = row("00000000000000ff", "lp_one", Rule.WATCHED);

    private static OutcomeRow row(String run, String patch, Rule rule) {
        return new OutcomeRow(
                run, patch, rule, TOLD, "proceed", TOLD.minusSeconds(90_000), 5, 40, Lab.features(1 / 3.0));
    }

    private static String text(OutcomeRow... rows) throws IOException {
        StringBuilder text = new StringBuilder();
        OutcomeCsv.write(List.of(rows), text);
        return text.toString();
    }

    private static OutcomeImport.Result read(String text) {
        return OutcomeImport.read(new StringReader(text));
    }

    @Test
    void writesTheBytesThatItsColumnsPromise() throws IOException {
        String thirds = ",0.333333333".repeat(Feature.values().length);

        assertThat(text(HARMFUL))
                .isEqualTo(String.join(",", OutcomeCsv.header()) + "\n"
                        + "0123456789abcdef,CVE-2026-1,harmful,cause_named,2026-05-02T10:00:00.500Z,proceed,"
                        + "2026-05-01T09:00:00.500Z,5,40," + Feature.VERSION + thirds + "\n");
        assertThat(OutcomeCsv.header())
                .startsWith("run", "patch", "label", "rule", "told_at", "decision", "decided_at", "patched", "controls")
                .doesNotContain("host", "rollout", "by", "note");
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        OutcomeImport.Result read = read(text(HARMFUL, BENIGN));

        assertThat(read.rejections()).isEmpty();
        assertThat(read.rows()).extracting(OutcomeRow::run).containsExactly(HARMFUL.run(), BENIGN.run());
        assertThat(read.lines()).extracting(OutcomeImport.Line::number).containsExactly(2L, 3L);
        assertThat(read.rows().get(0).rule()).isEqualTo(Rule.CAUSE_NAMED);
        assertThat(read.rows().get(0).features().get(Feature.values()[0])).isEqualTo(0.333333333);
        assertThat(text(read.rows().toArray(OutcomeRow[]::new))).isEqualTo(text(HARMFUL, BENIGN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'=quoted", "a,\"b\"", "=HYPERLINK(\"http://x\")"
            })
    void noCellIsAFormulaAndNoNameIsChangedByTheWay(String patch) throws IOException {
        String text = text(row("0123456789abcdef", patch, Rule.WATCHED));

        for (String cell : text.split("\n", 2)[1].split(",")) {
            assertThat(cell.replaceFirst("^\"", "")).doesNotMatch("(?s)[=+@\\t\\r-].*");
        }
        assertThat(read(text).rows()).extracting(OutcomeRow::patch).containsExactly(patch);
    }

    @Test
    void whatIsUnconfirmedIsNoRow() {
        assertThatThrownBy(() -> row("0123456789abcdef", "p", Rule.NOT_WATCHED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unconfirmed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "harmful,cause_named|unconfirmed,not_watched|UNCONFIRMED",
                "harmful,cause_named|unconfirmed,cause_named|UNCONFIRMED",
                "harmful,cause_named|benign,cause_named|LABEL",
                "harmful,cause_named|harmful,because|LABEL",
                "harmful,cause_named|HARMFUL,cause_named|LABEL",
                "harmful,cause_named|harmful,not_watched|LABEL",
                "0123456789abcdef|../../etc/passwd|VALUE",
                "0123456789abcdef|0123456789ABCDEF|VALUE",
                "2026-05-02T10:00:00.500Z|yesterday|VALUE",
                ",proceed,|,go,|VALUE",
                ",5,40,|,-5,40,|VALUE",
                ",5,40,|,5.5,40,|VALUE",
                ",5,40,|,99999999999,40,|VALUE",
                "0.333333333\\n|NaN\\n|VALUE",
                "0.333333333\\n|Infinity\\n|VALUE",
                "0.333333333\\n|0x1p-3\\n|VALUE",
                "0.333333333\\n|1d\\n|VALUE",
                "0.333333333\\n|1.5\\n|VALUE",
                "0.333333333\\n|-0.1\\n|VALUE",
                "0.333333333\\n|1e9\\n|VALUE",
                "0.333333333\\n|0.3,4\\n|CELLS",
                "CVE-2026-1,|,|VALUE"
            })
    void rejectsALineWithItsReasonAndTakesTheOthers(String good, String bad, Reason reason) throws IOException {
        String header = String.join(",", OutcomeCsv.header()) + "\n";
        String line = text(HARMFUL).substring(header.length());
        String broken = line.replace(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));
        assertThat(broken).isNotEqualTo(line);

        OutcomeImport.Result read = read(header + broken + text(BENIGN).substring(header.length()));

        assertThat(read.rows()).extracting(OutcomeRow::run).containsExactly(BENIGN.run());
        assertThat(read.counts()).isEqualTo(Map.of(reason, 1));
        assertThat(read.rejections()).hasSize(1);
        assertThat(read.rejections().get(0).line()).isEqualTo(2);
        assertThat(read.rejections().get(0).detail()).isNotBlank();
    }

    @Test
    void takesAnEmptyCellForAFeatureThatWasNotMeasured() throws IOException {
        String text = text(HARMFUL);

        OutcomeImport.Result read = read(text.substring(0, text.lastIndexOf(',') + 1) + "\n");

        assertThat(read.rows()).hasSize(1);
        assertThat(read.rows().get(0).features().missing())
                .containsExactly(Feature.values()[Feature.values().length - 1]);
    }

    @Test
    void rejectsRowsOfAnotherFeatureVersion() throws IOException {
        String text = text(HARMFUL).replace(",5,40," + Feature.VERSION + ",", ",5,40,999,");

        assertThat(read(text).counts()).isEqualTo(Map.of(Reason.FEATURE_VERSION, 1));
    }

    @Test
    void rejectsARunThatIsThereTwice() throws IOException {
        OutcomeImport.Result read = read(text(HARMFUL, BENIGN, HARMFUL));

        assertThat(read.rows()).hasSize(2);
        assertThat(read.rejections().get(0))
                .extracting(Rejection::line, Rejection::reason)
                .containsExactly(4L, Reason.REPEATED);
    }

    @Test
    void findsItsColumnsInAnyOrderAndPassesOverOthers() throws IOException {
        StringBuilder turned = new StringBuilder();
        for (String line : text(HARMFUL).split("\n")) {
            int comma = line.indexOf(',');
            turned.append(line.substring(comma + 1))
                    .append(",\"x,\ny\",")
                    .append(line, 0, comma)
                    .append('\n');
        }
        String text = turned.toString().replaceFirst("\"x,\ny\"", "more");

        OutcomeImport.Result read = read(text);

        assertThat(read.rejections()).isEmpty();
        assertThat(read.rows()).extracting(OutcomeRow::run).containsExactly(HARMFUL.run());
    }

    @Test
    void saysWhatIsWrongWithAHeader() throws IOException {
        assertThat(read("").rejections()).extracting(Rejection::reason).containsExactly(Reason.HEADER);
        assertThat(read(text(HARMFUL).replaceFirst("told_at", "told")).rejections())
                .extracting(Rejection::detail)
                .containsExactly("column told_at is missing");
        assertThat(read(text(HARMFUL).replaceFirst("told_at", "run")).rejections())
                .extracting(Rejection::detail)
                .containsExactly("column 'run' is there twice");
    }

    @Test
    void keepsWhatStandsBeforeAQuoteThatNeverEnds() throws IOException {
        OutcomeImport.Result read = read(text(HARMFUL) + "\"" + "x,".repeat(200_000));

        assertThat(read.rows()).hasSize(1);
        assertThat(read.rejections()).extracting(Rejection::reason).containsExactly(Reason.NOT_CSV);
    }

    @Test
    void namesTheFirstHundredRejectionsAndCountsAll() throws IOException {
        String text = text(HARMFUL) + "a,b\n".repeat(5_000);

        OutcomeImport.Result read = read(text);

        assertThat(read.counts()).isEqualTo(Map.of(Reason.CELLS, 5_000));
        assertThat(read.rejections()).hasSize(OutcomeImport.MOST_NAMED);
        assertThat(read.rejected()).isEqualTo(5_000);
    }

    /** Whatever bytes are put into a good table: it is read, and nothing that is not a row becomes one. */
    @Property(tries = 400)
    void survivesAnyDamage(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(text(HARMFUL, BENIGN));
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(0x300));
                case 1 -> text.insert(at, "\",\"\n\u0000\r=".charAt(random.nextInt(7)));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
            }
        }

        OutcomeImport.Result read = read(text.toString());

        assertThat(read.rows().size()).isLessThanOrEqualTo(2);
        assertThat(read.rows()).allMatch(row -> row.rule().label() != Label.UNCONFIRMED);
        assertThat(read.rejections().size()).isEqualTo(Math.min(read.rejected(), OutcomeImport.MOST_NAMED));
    }
}
