// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.scoring.app.Build;
import io.patchrisk.scoring.replay.ModelSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patchrisk version}: which program, which model, which Java. */
@Command(name = "version", description = "Print the versions of program, shipped model and Java.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        var card = ModelSource.of(null).modelFor(List.of()).card();
        out.printf("patchrisk %s%n", Build.version());
        out.printf("model %s, trained %s, features version %d%n", card.id(), card.trainedAt(), Feature.VERSION);
        out.printf("java %s (%s)%n", System.getProperty("java.version"), System.getProperty("java.vendor"));
        out.flush();
        return 0;
    }
}
