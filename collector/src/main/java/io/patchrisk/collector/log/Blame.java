// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which function of a report's stack is to blame, in syzbot's convention. */
final class Blame {

    private static final Pattern WRAPPER = Pattern.compile(
            "^(?:__x64_|__ia32_compat_|__ia32_|__arm64_|__se_compat_|__se_|__do_compat_|__do_(?=sys_)|__s390x_|__powerpc_|__riscv_)(?=sys_)");

    private Blame() {}

    /**
     * The guilty function; null when the stack names none.
     *
     * @param lockHolders functions at which lockdep says that locks were taken, the wanted one first
     * @param livePatchModules modules whose functions are named first in a stall, where anything may be on top
     */
    static @Nullable String function(
            Opening opening, List<Frame> frames, List<String> lockHolders, List<String> livePatchModules) {
        List<Frame> below = opening.naming() == Opening.Naming.INTERRUPTED_STALL ? belowInterrupt(frames) : frames;
        String found = switch (opening.naming()) {
            case NONE -> null;
            case STACK -> firstGuilty(withNamed(opening.named(), below));
            case LOCK ->
                lockHolders.stream()
                        .filter(f -> !Plumbing.neverGuilty(f))
                        .findFirst()
                        .orElseGet(() -> firstGuilty(below));
            case HUNG -> hung(below);
            case STALL, INTERRUPTED_STALL -> stalled(below, Set.copyOf(livePatchModules));
        };
        return found == null ? null : WRAPPER.matcher(found).replaceFirst("");
    }

    /** Names of the frames that tell one bug from another: no plumbing, nothing below the first dispatcher. */
    static List<String> telling(List<Frame> frames, int most) {
        List<String> names = new ArrayList<>();
        for (Frame frame : frames) {
            boolean dispatcher = Plumbing.dispatches(frame.function());
            if (names.size() == most || (dispatcher && !names.isEmpty())) {
                break;
            }
            if (!dispatcher && !Plumbing.neverGuilty(frame.function())) {
                names.add(frame.function());
            }
        }
        return names;
    }

    private static List<Frame> withNamed(@Nullable Frame named, List<Frame> frames) {
        if (named == null) {
            return frames;
        }
        List<Frame> all = new ArrayList<>(frames.size() + 1);
        all.add(named);
        all.addAll(frames);
        return all;
    }

    private static @Nullable String firstGuilty(List<Frame> frames) {
        Optional<String> working = frames.stream()
                .map(Frame::function)
                .filter(name -> !Plumbing.neverGuilty(name))
                .findFirst();
        return working.orElse(null);
    }

    private static @Nullable String hung(List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame.function().equals("rtnl_lock")) {
                return "rtnl_lock";
            }
            if (frame.function().matches("synchronize_(?:rcu|srcu|net|sched).*")) {
                return "synchronize_rcu";
            }
        }
        return firstGuilty(frames);
    }

    private static @Nullable String stalled(List<Frame> frames, Set<String> livePatchModules) {
        String above = null;
        for (Frame frame : frames) {
            if (frame.module() != null && livePatchModules.contains(frame.module())) {
                return frame.function();
            }
            if (Plumbing.dispatches(frame.function()) && above != null) {
                return above;
            }
            if (!Plumbing.neverGuilty(frame.function()) && !Plumbing.dispatches(frame.function())) {
                above = frame.function();
            }
        }
        return above;
    }

    private static List<Frame> belowInterrupt(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (Plumbing.timerInterrupt(frames.get(i).function()) && i + 1 < frames.size()) {
                return frames.subList(i + 1, frames.size());
            }
        }
        return frames;
    }
}
