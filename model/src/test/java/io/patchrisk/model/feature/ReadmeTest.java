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

        String features = readme.substring(readme.indexOf("\n## Features"), readme.indexOf("The table is the text of"));
        assertThat(features.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(Feature.values())
                        .map(feature -> "| `" + feature.word() + "` | " + feature.meaning() + " |")
                        .toList());
        assertThat(readme).contains("Version " + Feature.VERSION + ";");
    }
}
