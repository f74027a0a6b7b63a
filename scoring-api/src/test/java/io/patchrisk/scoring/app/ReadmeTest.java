// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void listsEveryCallOfTheDocument() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("patchrisk.home"), "scoring-api", "README.md"));
        List<String> calls = new ArrayList<>();
        try (InputStream in = ReadmeTest.class.getResourceAsStream("/openapi.yaml")) {
            JsonNode document = new YAMLMapper().readTree(in);
            for (var path : document.path("paths").properties()) {
                for (String method : List.of("get", "post")) {
                    if (path.getValue().has(method)) {
                        calls.add("`" + method.toUpperCase(Locale.ROOT) + " " + path.getKey() + "`");
                    }
                }
            }
        }

        assertThat(calls)
                .hasSizeGreaterThan(20)
                .allSatisfy(call -> assertThat(readme).contains(call));
    }
}
