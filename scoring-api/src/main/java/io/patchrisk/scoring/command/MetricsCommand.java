// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.scoring.telemetry.MetricsDocument;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code patchrisk metrics}: the catalogue of the service's own metrics. */
@Command(name = "metrics", description = "Print the metrics of the service, as Markdown.")
final class MetricsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Terminal.out(spec);
        out.print(MetricsDocument.markdown());
        out.flush();
        return 0;
    }
}
