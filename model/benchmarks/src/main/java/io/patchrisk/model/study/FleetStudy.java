// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.study;

import io.patchrisk.model.fact.Role;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Finding;
import io.patchrisk.model.judge.Judge;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Looks;
import io.patchrisk.model.judge.Spending;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often the judge finds something on simulated fleets, and after how many looks; each fleet is looked at as a service
 * would, from the first scrape after the patch to the last.
 *
 * <p>Arguments: fleets (how many, or {@code 600+200} for two hundred from number 600 on), alpha, signals, minutes after the patch, whether the minute of the patch is lost ({@code blurred} or
 * {@code clean}), hosts as {@code 5+40}, then cases as {@code MEMORY[t2]/CHANGE}, such as {@code 0.8/step:1}, {@code 0.5t2/none}.
 */
public final class FleetStudy {

    private static final int FIRST_CASE = 6;
    private static final int NEVER = Integer.MAX_VALUE;

    private FleetStudy() {}

    /** What became of one fleet: the first look that found something, and whether the last one did. */
    private record Course(int first, boolean atEnd) {}

    public static void main(String... args) {
        int[] fleets =
                Arrays.stream(args[0].split("\\+")).mapToInt(Integer::parseInt).toArray();
        int first = fleets.length > 1 ? fleets[0] : 0;
        int end = first + fleets[fleets.length - 1];
        double alpha = Double.parseDouble(args[1]);
        int signals = Integer.parseInt(args[2]);
        int after = Integer.parseInt(args[3]);
        boolean blurred = args[4].equals("blurred");
        String[] hosts = args[5].split("\\+");
        PrintStream out = System.out;
        out.println("| noise | change | fleets | found | 95 % interval | at the end | looks, median | looks, 95 % |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (String word : Arrays.asList(args).subList(FIRST_CASE, args.length)) {
            String[] parts = word.split("/", 2);
            boolean heavy = parts[0].endsWith("t2");
            double memory = Double.parseDouble(heavy ? parts[0].substring(0, parts[0].length() - 2) : parts[0]);
            SimulatedFleet fleet = new SimulatedFleet(
                    Integer.parseInt(hosts[0]),
                    Integer.parseInt(hosts[1]),
                    memory,
                    heavy,
                    signals,
                    after,
                    blurred,
                    Change.parse(parts[1]));
            out.println(row(fleet, courses(fleet, first, end, alpha)));
        }
    }

    private static List<Course> courses(SimulatedFleet fleet, int first, int end, double alpha) {
        return IntStream.range(first, end)
                .parallel()
                .mapToObj(number -> course(fleet.arms(number), fleet.after(), alpha, number))
                .toList();
    }

    private static Course course(Arms arms, int after, double alpha, int seed) {
        Judge judge = new Judge(alpha, seed);
        Spending spending = Spending.nothing();
        int first = NEVER;
        boolean found = false;
        for (int look = 1; look <= after; look++) {
            if (Looks.reached(look) == look) {
                Judgement judgement = judge.judge(arms.cutAfter(look * SimulatedFleet.MINUTE), look, spending);
                spending = judgement.spending();
                found = judgement.of(Role.SYMPTOM).anyMatch(Finding::significant);
                first = found ? Math.min(first, look) : first;
            }
        }
        return new Course(first, found);
    }

    private static String row(SimulatedFleet fleet, List<Course> courses) {
        int[] looks = courses.stream().mapToInt(Course::first).sorted().toArray();
        int n = looks.length;
        double found = Arrays.stream(looks).filter(look -> look < NEVER).count() / (double) n;
        double atEnd = courses.stream().filter(Course::atEnd).count() / (double) n;
        double half = 1.96 * Math.sqrt(found * (1 - found) / n);
        return "| AR %.1f%s | %s | %d | %.1f %% | %.1f to %.1f %% | %.1f %% | %s | %s |"
                .formatted(
                        fleet.memory(),
                        fleet.heavy() ? ", t(2)" : "",
                        fleet.change(),
                        n,
                        100 * found,
                        100 * Math.max(0, found - half),
                        100 * Math.min(1, found + half),
                        100 * atEnd,
                        word(looks[n / 2]),
                        word(looks[(int) (0.95 * n)]));
    }

    private static String word(int look) {
        return look == NEVER ? "-" : Integer.toString(look);
    }
}
