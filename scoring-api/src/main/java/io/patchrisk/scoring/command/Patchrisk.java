// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code patchrisk COMMAND}. */
@Command(
        name = "patchrisk",
        description = "Scores the risk of letting a kernel patch go on through a fleet.",
        subcommands = {
            ServeCommand.class,
            DatasetCommand.class,
            DemoCommand.class,
            EvaluateCommand.class,
            GateCommand.class,
            MetricsCommand.class,
            OutcomesCommand.class,
            ParseLogCommand.class,
            ReplayCommand.class,
            RetrainCommand.class,
            TrainCommand.class,
            VersionCommand.class,
            WatchCommand.class
        },
        footer = {"", "The launcher knows one command more: `patchrisk verify [--full]` runs all tests."},
        mixinStandardHelpOptions = true)
public final class Patchrisk {

    private static final Logger LOG = LoggerFactory.getLogger(Patchrisk.class);

    /** Any exit status but those of the gate says nothing about a patch. */
    private static final int FAILED = 1;

    private Patchrisk() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Patchrisk.class.getResourceAsStream("/io/patchrisk/scoring/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The command line; what a command cannot do is said in one line, and the stack trace goes to the log. */
    static CommandLine commandLine() {
        return new CommandLine(new Patchrisk()).setExecutionExceptionHandler((failure, command, parsed) -> {
            LOG.debug("{} failed", command.getCommandName(), failure);
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + said(failure));
            command.getErr().flush();
            return FAILED;
        });
    }

    private static String said(Throwable failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return cause instanceof NoSuchFileException missing && missing.getReason() == null
                ? message + " does not exist"
                : message;
    }
}
