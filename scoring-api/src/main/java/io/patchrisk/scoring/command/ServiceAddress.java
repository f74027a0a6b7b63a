// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where a running service is. */
final class ServiceAddress {

    private static final String USUAL = "http://127.0.0.1:8470";

    @Option(
            names = "--url",
            defaultValue = USUAL,
            paramLabel = "URL",
            description = "Where the service is (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create(USUAL);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The address; a fault of the command line when nothing can be asked there. */
    URI url() {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--url " + url + " is no address of a service; write one such as " + USUAL);
        }
        return url;
    }
}
