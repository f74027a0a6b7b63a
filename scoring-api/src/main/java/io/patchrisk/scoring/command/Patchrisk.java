// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code patchrisk COMMAND}. */
@Command(
        name = "patchrisk",
        description = "Scores the risk of letting a kernel patch go on through a fleet.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            GateCommand.class,
            ReplayCommand.class,
            TrainCommand.class,
            VersionCommand.class
        },
        footer = {"", "The launcher knows one command more: `patchrisk verify [--full]` runs all tests."},
        mixinStandardHelpOptions = true)
public final class Patchrisk {

    private Patchrisk() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Patchrisk.class.getResourceAsStream("/io/patchrisk/scoring/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        System.exit(new CommandLine(new Patchrisk()).execute(arguments));
    }
}
