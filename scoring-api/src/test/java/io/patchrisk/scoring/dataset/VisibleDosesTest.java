// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchrisk.model.training.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibleDosesTest {

    @TempDir
    private Path folder;

    private VisibleDoses list(String text) throws IOException {
        return VisibleDoses.read(Files.writeString(folder.resolve("visible.csv"), text));
    }

    @Test
    void aLargerCohortSeesMore() throws IOException {
        VisibleDoses list = list("family,dose,hosts,verdict_2,verdict_10,verdict_5\n"
                + "leak,32 bytes,9,invisible,visible,borderline\n");
        Treatment leak = Runs.harmful("p1", "32 bytes");

        assertThat(list.of(leak, 1, 20)).isNull();
        assertThat(list.of(leak, 4, 20)).isEqualTo("invisible");
        assertThat(list.of(leak, 5, 20)).isEqualTo("borderline");
        assertThat(list.of(leak, 20, 20)).isEqualTo("visible");
    }

    @Test
    void fewerControlsSeeLess() throws IOException {
        VisibleDoses list = list("family,dose,verdict_1,verdict_5,verdict_20\nleak,8,invisible,borderline,visible\n");
        Treatment leak = Runs.harmful("p1", "8");

        assertThat(list.of(leak, 20, 40)).isEqualTo("visible");
        assertThat(list.of(leak, 20, 20)).isEqualTo("visible");
        assertThat(list.of(leak, 20, 19)).isEqualTo("borderline");
        assertThat(list.of(leak, 10, 12)).isEqualTo("borderline");
        assertThat(list.of(leak, 5, 17)).isEqualTo("borderline");
        assertThat(list.of(leak, 5, 12)).isEqualTo("invisible");
        assertThat(list.of(leak, 40, 0)).isEqualTo("invisible");
        assertThat(list.of(leak, 50, 40)).isEqualTo("visible");
    }

    @Test
    void oneClassHoldsForAllSizesAndOnlyForItsFamilyAndDose() throws IOException {
        VisibleDoses list = list("family,dose,class\nleak,,visible\n");

        assertThat(list.of(new Treatment("harmful", "p", null, "leak", null), 1, 0))
                .isEqualTo("visible");
        assertThat(list.of(Runs.harmful("p1", "1"), 1, 20)).isNull();
        assertThat(list.of(Treatment.NONE, 1, 20)).isNull();
    }

    @Test
    void saysWhatIsWrongWithAList() {
        assertThatThrownBy(() -> list("family,dose\nleak,1\n")).hasMessageContaining("line 2: has no column class");
        assertThatThrownBy(() -> list("family,dose,class\nleak,1,\n")).hasMessageContaining("line 2: has no class");
        assertThatThrownBy(() -> list("family,dose,class\nleak,1,a\nleak,1,b\n"))
                .hasMessageContaining("line 3: leak '1' is there twice");
    }
}
