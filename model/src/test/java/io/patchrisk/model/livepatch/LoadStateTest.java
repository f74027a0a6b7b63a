// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.livepatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.LivepatchMessage.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every edge of the table. */
class LoadStateTest {

    private static final List<Step> COLUMNS = List.of(
            Step.ENABLING,
            Step.PATCHING_STARTED,
            Step.PATCHING_COMPLETE,
            Step.UNPATCHING_STARTED,
            Step.UNPATCHING_COMPLETE,
            Step.REFUSED);

    /** A row a state; {@code +} begins another load, {@code -} changes nothing. */
    private static final String TABLE = """
            UNKNOWN    ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ UNPATCHED+ REFUSED+
            ENABLING   ENABLING+ PATCHING  PATCHED  REVERSING   REFUSED    REFUSED
            PATCHING   ENABLING+ -         PATCHED  REVERSING   REVERSED   -
            PATCHED    ENABLING+ PATCHING+ -        UNPATCHING  UNPATCHED  -
            UNPATCHING ENABLING+ PATCHING  PATCHED  -           UNPATCHED  -
            REVERSING  ENABLING+ PATCHING  PATCHED  -           REVERSED   -
            UNPATCHED  ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ -          REFUSED+
            REVERSED   ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ -          REFUSED+
            REFUSED    ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ -          REFUSED+
            REPLACED   ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ -          REFUSED+
            LOST       ENABLING+ PATCHING+ PATCHED+ UNPATCHING+ -          REFUSED+
            """;

    static Stream<Arguments> edges() {
        return TABLE.lines()
                .map(line -> line.split("\\s+"))
                .flatMap(cells -> Stream.iterate(0, i -> i + 1)
                        .limit(COLUMNS.size())
                        .map(i -> Arguments.of(LoadState.valueOf(cells[0]), COLUMNS.get(i), cells[i + 1])));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void goesWhereTheTableSays(LoadState from, Step step, String cell) {
        boolean another = cell.endsWith("+");
        LoadState to = cell.equals("-") ? from : LoadState.valueOf(cell.replace("+", ""));

        assertThat(from.beginsAnother(step)).isEqualTo(another);
        // Another load begins with nothing known of it.
        assertThat((another ? LoadState.UNKNOWN : from).after(step)).isEqualTo(to);
    }

    @Test
    void theTableHasEveryState() {
        assertThat(TABLE.lines().map(line -> LoadState.valueOf(line.split("\\s+")[0])))
                .containsExactly(LoadState.values());
    }

    @ParameterizedTest
    @CsvSource({"LOADING", "SIGNALING", "FORCED", "MODULE_REFUSED"})
    void whatNamesNoStepMovesNoState(Step step) {
        for (LoadState state : LoadState.values()) {
            assertThat(state.after(step)).isEqualTo(state);
            assertThat(state.beginsAnother(step)).isFalse();
        }
    }

    @Test
    void aRebootTakesWhatIsOnTheHostAndNothingElse() {
        Set<LoadState> taken = EnumSet.noneOf(LoadState.class);
        for (LoadState state : LoadState.values()) {
            if (state.afterReboot() != state) {
                assertThat(state.afterReboot()).isEqualTo(LoadState.LOST);
                taken.add(state);
            }
        }
        assertThat(taken)
                .containsExactly(
                        LoadState.ENABLING,
                        LoadState.PATCHING,
                        LoadState.PATCHED,
                        LoadState.UNPATCHING,
                        LoadState.REVERSING);
    }

    @Test
    void onlyWhatIsInEffectCanBeReplaced() {
        for (LoadState state : LoadState.values()) {
            assertThat(state.afterReplacement()).isEqualTo(state == LoadState.PATCHED ? LoadState.REPLACED : state);
        }
    }
}
