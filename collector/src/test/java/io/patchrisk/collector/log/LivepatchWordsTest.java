// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.fact.LivepatchMessage;
import io.patchrisk.model.fact.LivepatchMessage.Step;
import io.patchrisk.model.fact.LogFact;
import io.patchrisk.model.fact.Refusal;
import io.patchrisk.model.livepatch.HostLoads;
import io.patchrisk.model.livepatch.Load;
import io.patchrisk.model.livepatch.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message of the live-patch core and of the module loader, and what they amount to in the kernel's own order. */
class LivepatchWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lp_one: tainting kernel with TAINT_LIVEPATCH                                                   | lp_one | LOADING            |
            livepatch: enabling patch 'lp_one'                                                             | lp_one | ENABLING           |
            livepatch: 'lp_one': starting patching transition                                              | lp_one | PATCHING_STARTED   |
            livepatch: 'lp_one': patching complete                                                         | lp_one | PATCHING_COMPLETE  |
            livepatch: 'lp_one': starting unpatching transition                                            | lp_one | UNPATCHING_STARTED |
            livepatch: 'lp_one': unpatching complete                                                       | lp_one | UNPATCHING_COMPLETE|
            livepatch: signaling remaining tasks                                                           |        | SIGNALING          |
            livepatch: forcing remaining tasks to the patched state                                        |        | FORCED             |
            livepatch: failed to enable patch 'lp_one'                                                     | lp_one | REFUSED            | ENABLING_FAILED
            livepatch: failed to patch object 'vmlinux'                                                    |        | REFUSED            | OBJECT
            livepatch: pre-patch callback failed for object 'vmlinux'                                      |        | REFUSED            | CALLBACK
            livepatch: failed to initialize patch 'lp_one' for module 'ext4' (-22)                         | lp_one | MODULE_REFUSED     | OBJECT
            livepatch: failed to apply patch 'lp_one' to module 'ext4' (-22)                               | lp_one | MODULE_REFUSED     | OBJECT
            livepatch: patch 'lp_one' failed for module 'ext4', refusing to load module 'ext4'             | lp_one | MODULE_REFUSED     | OBJECT
            livepatch: symbol 'foo' not found in symbol table                                              |        | REFUSED            | SYMBOL_NOT_FOUND
            livepatch: symbol position 4 for symbol 'foo' in object 'vmlinux' not found                    |        | REFUSED            | SYMBOL_NOT_FOUND
            livepatch: unresolvable ambiguity for symbol 'foo' in object 'vmlinux'                         |        | REFUSED            | SYMBOL_AMBIGUOUS
            livepatch: symbol .klp.sym.vmlinux.foo,0 is not marked as a livepatch symbol                   |        | REFUSED            | BAD_SYMBOL
            livepatch: symbol .klp.sym.foo has an incorrectly formatted name                               |        | REFUSED            | BAD_SYMBOL
            livepatch: section .klp.rela.x has an incorrectly formatted name                               |        | REFUSED            | BAD_SYMBOL
            livepatch: kallsyms size lookup failed for 'foo'                                               |        | REFUSED            | SYMBOL_NOT_FOUND
            livepatch: kallsyms size lookup failed for 'foo' replacement                                   |        | REFUSED            | SYMBOL_NOT_FOUND
            livepatch: failed to find location for function 'foo'                                          |        | REFUSED            | TRACER
            livepatch: failed to set ftrace filter for function 'foo' (-16)                                |        | REFUSED            | TRACER
            livepatch: failed to register ftrace handler for function 'foo' (-16)                          |        | REFUSED            | TRACER
            livepatch: module lp_one is not marked as a livepatch module                                   | lp_one | REFUSED            | NOT_A_LIVE_PATCH
            livepatch: Livepatch patch (lp_one) is not compatible with the already installed livepatches.  | lp_one | REFUSED            | INCOMPATIBLE
            livepatch: failed to do something new for patch 'lp_one'                                       | lp_one | REFUSED            | OTHER
            lp_one: Unknown symbol foo (err -2)                                                            | lp_one | REFUSED            | UNKNOWN_SYMBOL
            lp_one: disagrees about version of symbol module_layout                                        | lp_one | REFUSED            | WRONG_KERNEL
            lp_one: no symbol version for module_layout                                                    | lp_one | REFUSED            | WRONG_KERNEL
            lp_one: version magic '6.1.0 SMP' should be '6.1.1 SMP'                                        | lp_one | REFUSED            | WRONG_KERNEL
            lp_one: exports duplicate symbol foo (owned by kernel)                                         | lp_one | REFUSED            | SYMBOL_AMBIGUOUS
            module: lp_one: Unknown rela relocation: 250                                                   | lp_one | REFUSED            | RELOCATION
            lp_one: loading of unsigned module is rejected                                                 | lp_one | REFUSED            | SIGNATURE
            lp_one: module is marked as livepatch module, but livepatch support is disabled                | lp_one | REFUSED            | NOT_A_LIVE_PATCH
            """)
    void knowsTheKernelsOwnMessages(String text, String patch, Step step, Refusal why) {
        LivepatchMessage message = LivepatchWords.read(LogLine.bare(Logs.ARRIVAL, text));

        assertThat(message).isNotNull();
        assertThat(message.step()).isEqualTo(step);
        assertThat(String.valueOf(message.patch())).isEqualTo(String.valueOf(patch));
        assertThat(message.refusal()).isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "livepatch: 'lp_one': initializing patching transition",
                "livepatch: 'lp_one': completing patching transition",
                "livepatch: 'lp_one': reversing transition from patching to unpatching",
                "livepatch: 'lp_one': canceling patching transition, going to unpatch",
                "livepatch: klp_try_switch_task: app:77 is sleeping on function foo",
                "livepatch: applying patch 'lp_one' to loading module 'ext4'",
                "livepatch: reverting patch 'lp_one' on unloading module 'ext4'",
                "livepatch: module 'ext4' not loaded",
                "livepatch: Duplicate shadow variable <ffff888003d02100:8>",
                "livepatch: The livepatch transition may never complete.",
                "lp_one: loading out-of-tree module taints kernel.",
                "lp_one: module verification failed: signature and/or required key missing - tainting kernel",
                "lp_one: pre_patch_callback: vmlinux",
                "Loading of unsigned module is rejected",
                "a module: Unknown symbol foo (err -2)",
                "note: livepatch: enabling patch 'lp_one'",
                "lp_one:",
                "lp_one: ",
                ": Unknown symbol foo",
            })
    void takesNothingElseForOne(String text) {
        assertThat(LivepatchWords.read(LogLine.bare(Logs.ARRIVAL, text))).isNull();
    }

    @Test
    void aNameThatNoPatchCanHaveIsNoName() {
        LogLine line = LogLine.bare(Logs.ARRIVAL, "livepatch: enabling patch '" + "x".repeat(200) + "'");

        assertThat(LivepatchWords.read(line).patch()).isNull();
        assertThat(HostLoads.of(List.of(LivepatchWords.read(line)), List.of())).isEmpty();
    }

    @Test
    void followsALoadAndItsUnloading() {
        assertThat(loads("""
                [   20.000000] lp_one: tainting kernel with TAINT_LIVEPATCH
                [   20.100000] livepatch: enabling patch 'lp_one'
                [   20.100100] livepatch: 'lp_one': initializing patching transition
                [   20.100200] livepatch: 'lp_one': starting patching transition
                [   22.100200] livepatch: 'lp_one': completing patching transition
                [   22.100300] livepatch: 'lp_one': patching complete
                [   90.000000] livepatch: 'lp_one': initializing unpatching transition
                [   90.000100] livepatch: 'lp_one': starting unpatching transition
                [   90.000300] livepatch: 'lp_one': completing unpatching transition
                [   90.000400] livepatch: 'lp_one': unpatching complete
                """)).singleElement().satisfies(load -> {
            assertThat(load.state()).isEqualTo(LoadState.UNPATCHED);
            assertThat(load.settlingSeconds()).isEqualTo(2.0003);
            assertThat(load.transitionSeconds(Logs.ARRIVAL)).isEqualTo(0.0003);
        });
    }

    @Test
    void followsATransitionThatABusyTaskHoldsUpAndAPersonTurnsAround() {
        assertThat(loads("""
                [   20.100000] livepatch: enabling patch 'lp_one'
                [   20.100200] livepatch: 'lp_one': starting patching transition
                [   35.100200] livepatch: signaling remaining tasks
                [   80.000000] livepatch: 'lp_one': reversing transition from patching to unpatching
                [   80.000100] livepatch: 'lp_one': starting unpatching transition
                [   95.000100] livepatch: signaling remaining tasks
                [   96.500100] livepatch: 'lp_one': completing unpatching transition
                [   96.500200] livepatch: 'lp_one': unpatching complete
                """)).singleElement().satisfies(load -> {
            assertThat(load.state()).isEqualTo(LoadState.REVERSED);
            assertThat(load.signaled()).isTrue();
            assertThat(load.reversals()).isEqualTo(1);
            assertThat(load.transitionSeconds(Logs.ARRIVAL)).isEqualTo(16.5001);
        });
    }

    @Test
    void followsALoadThatItsOwnCallbackRefuses() {
        assertThat(loads("""
                [   20.100000] livepatch: enabling patch 'lp_one'
                [   20.100100] livepatch: 'lp_one': initializing patching transition
                [   20.100200] lp_one: pre_patch_callback: vmlinux
                [   20.100300] livepatch: pre-patch callback failed for object 'vmlinux'
                [   20.100400] livepatch: failed to enable patch 'lp_one'
                [   20.100500] livepatch: 'lp_one': canceling patching transition, going to unpatch
                [   20.100600] livepatch: 'lp_one': completing unpatching transition
                [   20.100700] livepatch: 'lp_one': unpatching complete
                """)).singleElement().satisfies(load -> {
            assertThat(load.state()).isEqualTo(LoadState.REFUSED);
            assertThat(load.reason()).isEqualTo(Refusal.CALLBACK);
        });
    }

    @Test
    void followsAPatchThatKeepsAModuleOut() {
        assertThat(loads("""
                [   20.100000] livepatch: enabling patch 'lp_one'
                [   20.100200] livepatch: 'lp_one': starting patching transition
                [   20.200000] livepatch: 'lp_one': patching complete
                [   60.000000] livepatch: applying patch 'lp_one' to loading module 'busy'
                [   60.000100] livepatch: pre-patch callback failed for object 'busy'
                [   60.000200] livepatch: patch 'lp_one' failed for module 'busy', refusing to load module 'busy'
                """))
                .filteredOn(load -> load.patch() != null)
                .singleElement()
                .satisfies(load -> {
                    assertThat(load.state()).isEqualTo(LoadState.PATCHED);
                    assertThat(load.reason()).isEqualTo(Refusal.OBJECT);
                });
    }

    @Test
    void followsPatchesThatAreStackedAndOneThatReplacesBoth() {
        List<Load> loads = loads("""
                [   20.100000] livepatch: enabling patch 'lp_one'
                [   20.100200] livepatch: 'lp_one': starting patching transition
                [   20.200000] livepatch: 'lp_one': patching complete
                [   30.100000] livepatch: enabling patch 'lp_two'
                [   30.100200] livepatch: 'lp_two': starting patching transition
                [   30.200000] livepatch: 'lp_two': patching complete
                [   40.100000] livepatch: enabling patch 'lp_cumulative'
                [   40.100200] livepatch: 'lp_cumulative': starting patching transition
                [   40.200000] livepatch: 'lp_cumulative': patching complete
                """);

        assertThat(loads)
                .extracting(Load::state)
                .containsOnly(LoadState.PATCHED)
                .hasSize(3);
        assertThat(HostLoads.afterLook(
                        loads,
                        Logs.ARRIVAL.plusSeconds(1),
                        java.util.Set.of(loads.get(2).patch())))
                .extracting(Load::state)
                .containsExactly(LoadState.REPLACED, LoadState.REPLACED, LoadState.PATCHED);
    }

    @Test
    void forgetsAllAtTheBannerOfTheNextBoot() {
        assertThat(loads("""
                livepatch: enabling patch 'lp_one'
                livepatch: 'lp_one': starting patching transition
                """ + "Linux version 6.1.0 (x@y)\n"))
                .extracting(Load::state)
                .containsExactly(LoadState.PATCHING);
    }

    private static List<Load> loads(String log) {
        List<LogFact> facts = Logs.facts(log);
        assertThat(facts)
                .noneMatch(fact ->
                        fact instanceof LivepatchMessage m && m.step() == Step.MODULE_REFUSED && m.patch() == null);
        return HostLoads.of(facts, List.of());
    }
}
