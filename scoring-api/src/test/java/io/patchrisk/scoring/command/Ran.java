// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What one run of the program said. */
record Ran(int status, String out, String err) {

    static Ran of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Patchrisk.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    static Ran of(String... arguments) {
        return of(List.of(arguments));
    }

    /** A capture that comes with the project. */
    static Path capture(String id) {
        Path folder = Path.of(System.getProperty("patchrisk.home"), "datasets", "captures", id);
        if (!Files.exists(folder)) {
            throw new IllegalStateException("capture " + folder + " is missing");
        }
        return folder;
    }
}
