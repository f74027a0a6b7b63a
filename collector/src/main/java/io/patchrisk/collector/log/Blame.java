// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.collector.log.Stack.Whose;
import io.patchrisk.model.fact.EventKind;
import io.patchrisk.model.fact.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which function of a report's stacks is to blame, in syzbot's convention. */
final class Blame {

    private final Opening opening;
    private final Stacks stacks;
    private final Set<String> livePatchModules;

    /**
     * @param livePatchModules modules whose functions are named first in a stall, where anything may be on top
     */
    Blame(Opening opening, Stacks stacks, Set<String> livePatchModules) {
        this.opening = opening;
        this.stacks = stacks;
        this.livePatchModules = livePatchModules;
    }

    /** The guilty function; null when the report names none. */
    @Nullable
    String function() {
        return switch (opening.naming()) {
            case TITLE, TITLE_WITH_STACK -> null;
            case HEADER -> guilty(after(opening.named(), own()));
            case POINTER -> guilty(after(stacks.pointer(), own()));
            case STACK -> guilty(after(stacks.pointer(), own()));
            case ALLOCATION -> allocated();
            case LOCK, LOCK_SITE -> lock();
            case HUNG -> hung(own());
            case STALL -> stalled(after(stacks.pointer(), own()));
            case INTERRUPTED_STALL -> stalled(interrupted());
        };
    }

    /** The stack that the report is about: innermost function first, beginning with where the CPU was. */
    List<Frame> stack() {
        List<Frame> frames =
                opening.naming() == Opening.Naming.INTERRUPTED_STALL ? interrupted() : after(stacks.pointer(), own());
        Frame named = opening.named();
        boolean known =
                named == null || frames.stream().anyMatch(f -> f.function().equals(named.function()));
        return known ? frames : after(named, frames);
    }

    /** Whether the stack is that of somebody for whom a failure was injected. */
    boolean injected() {
        Stack reported = stacks.first(Whose.REPORTED);
        return reported != null && reported.isInjected();
    }

    private List<Frame> own() {
        Stack reported = stacks.first(Whose.REPORTED);
        Stack loose = stacks.first(Whose.LOOSE);
        // KFENCE and KMSAN print the stack without a heading; a later one is that of a panic
        boolean unheaded = opening.kind() == EventKind.SANITIZER
                && loose != null
                && stacks.all().indexOf(loose) < stacks.all().indexOf(reported);
        Stack own = reported == null || unheaded ? loose : reported;
        boolean any = own != null || opening.kind() != EventKind.LOCKDEP;
        // where lockdep's report was cut off before its own stack, those of the locks are all there is
        return frames(any ? own : stacks.first(Whose.OTHER));
    }

    private static List<Frame> frames(@Nullable Stack stack) {
        return stack == null ? List.of() : stack.frames();
    }

    private static List<Frame> after(@Nullable Frame first, List<Frame> frames) {
        if (first == null || (!frames.isEmpty() && frames.get(0).sameFunction(first))) {
            return frames;
        }
        List<Frame> all = new ArrayList<>(frames.size() + 1);
        all.add(first);
        all.addAll(frames);
        return all;
    }

    private @Nullable String guilty(List<Frame> frames) {
        for (Frame frame : frames) {
            if (!innocent(frame.function())) {
                return frame.function();
            }
        }
        return null;
    }

    private boolean innocent(String function) {
        return Functions.ALWAYS.contains(function) || opening.innocent().contains(function);
    }

    private @Nullable String lock() {
        Stack first = stacks.all().isEmpty() ? null : stacks.all().get(0);
        String changed = first != null && first.whose() == Whose.LOOSE ? guilty(first.frames()) : null;
        if (changed != null) {
            return changed;
        }
        for (String site : stacks.lockSites()) {
            if (!innocent(site)) {
                return site;
            }
        }
        return guilty(own());
    }

    /** Without CONFIG_PAGE_OWNER nobody knows who allocated it, only who noticed. */
    private @Nullable String allocated() {
        Stack allocated = stacks.first(Whose.ALLOCATED);
        return guilty(allocated == null ? after(stacks.pointer(), own()) : allocated.frames());
    }

    private @Nullable String hung(List<Frame> frames) {
        for (Frame frame : frames) {
            String name = frame.function();
            if (name.equals("rtnl_lock") || name.startsWith("synchronize_")) {
                return name;
            }
        }
        return guilty(frames);
    }

    private @Nullable String stalled(List<Frame> frames) {
        String found = above(frames, Functions.STALL_ANCHOR);
        return found == null ? above(frames, Functions.PAGE_FAULT) : found;
    }

    /** The function just above the first that only dispatches. */
    private @Nullable String above(List<Frame> frames, Functions dispatchers) {
        String above = null;
        for (Frame frame : frames) {
            String name = frame.function();
            if (frame.module() != null && livePatchModules.contains(frame.module())) {
                return name;
            }
            if (Functions.STALL_SELF.contains(name)) {
                return name;
            }
            boolean dispatches = dispatchers.contains(name);
            if (dispatches && above != null) {
                return above;
            }
            if (!innocent(name) && (!dispatches || name.endsWith("_compat_ioctl"))) {
                above = name;
            }
        }
        return null;
    }

    /** What a CPU was doing before the timer interrupted it; failing that, what the first CPU was doing. */
    private List<Frame> interrupted() {
        for (Stack stack : stacks.all()) {
            List<Frame> frames = stack.whose() == Whose.REPORTED ? stack.frames() : List.of();
            for (int i = 0; i + 1 < frames.size(); i++) {
                boolean entry = Functions.TIMER_INTERRUPT.contains(frames.get(i).function());
                if (entry
                        && !Functions.TIMER_INTERRUPT.contains(frames.get(i + 1).function())) {
                    return frames.subList(i + 1, frames.size());
                }
            }
        }
        return after(stacks.pointer(), own());
    }
}
