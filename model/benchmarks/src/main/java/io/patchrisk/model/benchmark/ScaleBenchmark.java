// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.benchmark;

import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Judge;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Spending;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Times of a look at one signal of fleets from ten hosts on, a tenth of them patched, with 2,000 relabelings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class ScaleBenchmark {

    @Param({"10", "100", "1000", "10000", "100000"})
    public int hosts;

    @SuppressWarnings("NullAway.Init")
    private Arms arms;

    @Setup
    public void measure() {
        arms = Wave.fleet(hosts / 10, hosts - hosts / 10);
    }

    @Benchmark
    public Judgement look() {
        return new Judge(0.05, 1).judge(arms, Wave.LOOK, Spending.nothing());
    }
}
