// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.model.risk.ModelFile;
import io.patchrisk.model.risk.RiskModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which model scores which cohort. */
public interface ModelSource {

    /** The model for a cohort. */
    RiskModel modelFor(List<RecordedHost> cohort);

    /** One model for all: that of a folder, or the shipped one where the folder is null. */
    static ModelSource of(@Nullable Path folder) throws IOException {
        RiskModel model = folder == null ? shipped() : ModelFile.load(folder);
        return cohort -> model;
    }

    /** The model that comes with the program. */
    static RiskModel shipped() throws IOException {
        return ModelFile.load(
                resource("model.pb"), new String(resource("model.card"), StandardCharsets.UTF_8), "the program");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ModelSource.class.getResourceAsStream("/io/patchrisk/scoring/model/" + name)) {
            if (in == null) {
                throw new IOException("resource " + name + " is missing: train a model, or build again");
            }
            return in.readAllBytes();
        }
    }
}
