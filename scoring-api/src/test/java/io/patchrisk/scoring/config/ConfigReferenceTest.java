// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    @Test
    void namesEveryKeyWithItsDefaultAndMeaning() {
        String text = ConfigReference.markdown();

        for (Section section : Catalogue.SECTIONS) {
            assertThat(text).contains("## `" + section.path() + "`");
            for (Key<?> key : section.keys()) {
                assertThat(text).contains(key.doc());
            }
        }
        assertThat(text).contains("| `disk_budget` | `2GiB` | a size with a unit");
    }

    @Test
    void isInTheRepositoryAsItIs() throws IOException {
        Path file = Path.of(System.getProperty("patchrisk.home"), "scoring-api", "CONFIGURATION.md");

        assertThat(Files.readString(file))
                .as("%s is out of date; the program writes it: ConfigReference.markdown()", file)
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void givesEveryKeyAVariableOfItsOwn() {
        assertThat(Catalogue.byVariable()).hasSameSizeAs(Catalogue.byPath());
    }
}
