// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.model.outcome.Account.Seen;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the rules of outcomes. */
class RuleTest {

    private static final Duration DAY = Duration.ofHours(24);

    /** Words of what the service saw: p it proceeded, s it stopped, n the named crash is attributed, a any is, w a day watched. */
    private static Account account(Happening happened, Cause cause, Teller teller, String seen, Duration claimed) {
        return new Account(
                happened,
                cause,
                teller,
                claimed,
                new Seen(
                        seen.contains("p"),
                        seen.contains("s"),
                        seen.contains("n"),
                        seen.contains("a"),
                        seen.contains("w") ? DAY : DAY.minusHours(1)));
    }

    @ParameterizedTest(name = "{0} {1} by a {2}, seen {3}: {4}")
    @CsvSource({
        // A stop is not harm, nor is a rollback after our stop.
        "STOPPED, NONE, PERSON, s, STOP_IS_NO_HARM",
        "STOPPED, NONE, TOOL, p, STOP_IS_NO_HARM",
        "ROLLED_BACK, NONE, PERSON, s, ROLLBACK_AFTER_STOP",
        "ROLLED_BACK, NONE, TOOL, ps, ROLLBACK_AFTER_STOP",
        "ROLLED_BACK, NONE, PERSON, p, NO_CAUSE",
        // Silence is benign only after a proceed, and only when a day was watched with coverage.
        "NO_HARM, NONE, PERSON, pw, WATCHED",
        "NO_HARM, NONE, TOOL, pw, WATCHED",
        "NO_HARM, NONE, PERSON, p, NOT_WATCHED",
        "NO_HARM, NONE, PERSON, w, NEVER_PROCEEDED",
        "NO_HARM, NONE, PERSON, sw, NEVER_PROCEEDED",
        "NO_HARM, NONE, PERSON, paw, CRASH_ON_RECORD",
        // Only an attributed crash or a cause that a person names makes harm.
        "HARM, ATTRIBUTED_CRASH, TOOL, na, CRASH_ATTRIBUTED",
        "HARM, ATTRIBUTED_CRASH, PERSON, na, CRASH_ATTRIBUTED",
        "ROLLED_BACK, ATTRIBUTED_CRASH, TOOL, sna, CRASH_ATTRIBUTED",
        "HARM, ATTRIBUTED_CRASH, PERSON, a, CRASH_NOT_ATTRIBUTED",
        "HARM, ATTRIBUTED_CRASH, TOOL, p, CRASH_NOT_ATTRIBUTED",
        "HARM, PATCH, PERSON, p, CAUSE_NAMED",
        "ROLLED_BACK, PATCH, PERSON, s, CAUSE_NAMED",
        "STOPPED, PATCH, PERSON, s, CAUSE_NAMED",
        "HARM, PATCH, TOOL, p, TOOL_NAMES_NO_CAUSE",
        "HARM, NONE, PERSON, p, NO_CAUSE",
        "HARM, NONE, TOOL, p, NO_CAUSE",
        // Another cause acquits only what was watched for a day with the patch on.
        "HARM, OTHER, PERSON, pw, OTHER_CAUSE_NAMED",
        "NO_HARM, OTHER, PERSON, sw, OTHER_CAUSE_NAMED",
        "HARM, OTHER, PERSON, p, NOT_WATCHED",
        "NO_HARM, OTHER, PERSON, s, NOT_WATCHED",
        "HARM, OTHER, TOOL, pw, TOOL_NAMES_NO_CAUSE",
        "NO_HARM, OTHER, PERSON, aw, CRASH_ON_RECORD",
        "UNCLEAR, NONE, PERSON, pw, WITHDRAWN",
        "UNCLEAR, PATCH, PERSON, pna, WITHDRAWN"
    })
    void makesALabelOnlyOfWhatIsKnown(Happening happened, Cause cause, Teller teller, String seen, Rule rule) {
        assertThat(Rule.of(account(happened, cause, teller, seen, DAY))).isEqualTo(rule);
    }

    @Test
    void aClaimedWatchCanShortenTheServicesOwnButNeverLengthenIt() {
        assertThat(Rule.of(account(Happening.NO_HARM, Cause.NONE, Teller.PERSON, "pw", DAY.minusSeconds(1))))
                .isEqualTo(Rule.NOT_WATCHED);
        assertThat(Rule.of(account(Happening.NO_HARM, Cause.NONE, Teller.PERSON, "p", DAY.multipliedBy(9))))
                .isEqualTo(Rule.NOT_WATCHED);
    }

    /** Over everything that can be told and seen: the short way in which the rules are written down. */
    @Test
    void nothingElseEverMakesALabel() {
        Set<Rule> met = EnumSet.noneOf(Rule.class);
        for (Happening happened : Happening.values()) {
            for (Cause cause : Cause.values()) {
                for (Teller teller : Teller.values()) {
                    for (int bits = 0; bits < 32; bits++) {
                        StringBuilder seen = new StringBuilder();
                        for (int i = 0; i < 5; i++) {
                            seen.append((bits & 1 << i) == 0 ? "" : "psnaw".charAt(i));
                        }
                        Account told = account(happened, cause, teller, seen.toString(), DAY);
                        Rule rule = Rule.of(told);
                        met.add(rule);
                        boolean crash =
                                cause == Cause.ATTRIBUTED_CRASH && told.seen().namedCrashAttributed();
                        boolean named = cause == Cause.PATCH && teller == Teller.PERSON;
                        if (rule.label() == Label.HARMFUL) {
                            assertThat(crash || named).as("%s", told).isTrue();
                        }
                        if (rule.label() == Label.BENIGN) {
                            assertThat(seen).as("%s", told).contains("w").doesNotContain("a");
                        }
                    }
                }
            }
        }
        assertThat(met).containsExactlyInAnyOrder(Rule.values());
    }
}
