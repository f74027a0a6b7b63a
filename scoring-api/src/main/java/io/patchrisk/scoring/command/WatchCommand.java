// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import io.patchrisk.model.policy.Decision;
import io.patchrisk.scoring.watch.ChangeLines;
import io.patchrisk.scoring.watch.Frame;
import io.patchrisk.scoring.watch.Paint;
import io.patchrisk.scoring.watch.RolloutSeen;
import io.patchrisk.scoring.watch.Screen;
import io.patchrisk.scoring.watch.Tty;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchrisk watch}: shows a rollout while it goes on. */
@Command(
        name = "watch",
        description = {
            "Show a rollout while it goes on: in place on a terminal, else one line a change.",
            "Ends when the rollout is done, and says its last decision by the exit status, as gate does."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:proceed",
            "10:hold",
            "11:stop",
            "12:unknown, or there is no such rollout",
            "2:the command line is wrong; says nothing about the patch",
            "130:ended by Ctrl-C; says nothing about the patch"
        })
final class WatchCommand implements Callable<Integer> {

    /** Time between two pictures: what changes in between is the age of the last answer. */
    private static final Duration TICK = Duration.ofMillis(250);

    @Parameters(paramLabel = "ROLLOUT", description = "Which rollout.")
    private String rollout = "";

    @Mixin
    private ServiceAddress service = new ServiceAddress();

    @Option(
            names = "--interval",
            defaultValue = "2",
            paramLabel = "SECONDS",
            description = "Time between two questions (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(names = "--until-decided", description = "End as soon as the decision is proceed or stop.")
    private boolean untilDecided;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (interval < 1 || interval > 3600) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--interval " + interval + ": write 1 to 3600 seconds");
        }
        PrintWriter out = Terminal.out(spec);
        RolloutPoll poll = new RolloutPoll(service.url(), rollout, Duration.ofSeconds(interval));
        boolean drawable = !"dumb".equals(System.getenv("TERM"));
        return drawable && Tty.ask() != null ? draw(poll, out) : print(poll, out);
    }

    private int draw(RolloutPoll poll, PrintWriter out) throws InterruptedException {
        String noColour = System.getenv("NO_COLOR");
        Paint paint = noColour == null || noColour.isEmpty() ? Paint.COLOURS : Paint.NONE;
        Screen screen = new Screen(out);
        Thread giveBack = new Thread(screen::close, "patchrisk-screen");
        Runtime.getRuntime().addShutdownHook(giveBack);
        try (screen) {
            Tty size = new Tty(0, 0);
            while (true) {
                Instant now = Instant.now();
                poll.tick(now);
                Tty asked = Tty.ask();
                Tty fits = asked == null ? size : asked;
                List<String> picture =
                        Frame.of(rollout, poll.seen(), poll.trouble(), now, fits.columns(), fits.lines(), paint);
                screen.draw(picture, !fits.equals(size));
                size = fits;
                Integer ended = ended(poll, now);
                if (ended != null) {
                    return ended;
                }
                Thread.sleep(TICK.toMillis());
            }
        }
    }

    private int print(RolloutPoll poll, PrintWriter out) throws InterruptedException {
        ChangeLines changes = new ChangeLines();
        while (true) {
            Instant now = Instant.now();
            poll.tick(now);
            List<String> lines = changes.next(poll.seen(), poll.trouble(), now);
            lines.forEach(out::println);
            out.flush();
            Integer ended = ended(poll, now);
            if (ended != null) {
                return ended;
            }
            Thread.sleep(TICK.toMillis());
        }
    }

    /** The exit status when there is no more to watch; null when there is. */
    private @Nullable Integer ended(RolloutPoll poll, Instant now) {
        if (poll.unknownRollout()) {
            return ExitStatus.of(Decision.UNKNOWN);
        }
        RolloutSeen seen = poll.seen();
        if (seen == null || seen.staleAt(now)) {
            return null;
        }
        Decision decision = seen.decisionAt(now);
        boolean decided = decision == Decision.PROCEED || decision == Decision.STOP;
        return seen.isDone() || (untilDecided && decided) ? Integer.valueOf(ExitStatus.of(decision)) : null;
    }
}
