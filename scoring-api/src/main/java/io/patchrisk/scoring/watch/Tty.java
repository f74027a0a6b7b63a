// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The size of the terminal that standard output goes to. Asked of {@code stty}: Java itself knows neither, and its console
 * wants standard input to be a terminal too.
 *
 * @param columns its width
 * @param lines its height
 */
public record Tty(int columns, int lines) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_LINES = 24;

    /** The terminal now; null when standard output goes elsewhere. */
    public static @Nullable Tty ask() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "test -t 1 && stty size <&1 >&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            stty.getOutputStream().close();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return null;
            }
            String said = new String(stty.getErrorStream().readNBytes(64), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(said);
            return size.matches() ? of(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))) : null;
        } catch (IOException noShell) {
            // Then it is shown in plain lines, which every output can take.
            return null;
        }
    }

    /** A terminal that does not know its size says 0. */
    static Tty of(int columns, int lines) {
        return new Tty(columns == 0 ? USUAL_COLUMNS : columns, lines == 0 ? USUAL_LINES : lines);
    }
}
