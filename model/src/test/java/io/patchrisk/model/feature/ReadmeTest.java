// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void namesEveryFeatureAsItIs() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("patchrisk.home"), "model", "README.md"));

        assertThat(readme.lines()
                        .filter(line -> line.startsWith("| `") && line.contains("_")
                                || line.startsWith("| `silent`")
                                || line.startsWith("| `lost`")))
                .containsExactlyElementsOf(Arrays.stream(Feature.values())
                        .map(feature -> "| `" + feature.word() + "` | " + feature.meaning() + " |")
                        .toList());
        assertThat(readme).contains("Version " + Feature.VERSION + ";");
    }
}
