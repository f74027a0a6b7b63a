// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {

    @Test
    void leavesNothingThatActsOnWhateverShowsIt() {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 7) {
            all.appendCodePoint(point);
        }
        String shown = ShownText.line(all.toString(), Integer.MAX_VALUE);

        assertThat(shown.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.FORMAT)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
                .noneMatch(point -> point == 0x2028 || point == 0x2029);
    }

    @Test
    void boundsByCharactersAndNeverCutsOneInTwo() {
        assertThat(ShownText.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(ShownText.line("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(ShownText.line("😀😀😀", 2)).isEqualTo("😀…");
        assertThat(ShownText.line("a\nb\tc\u202ed", 9)).isEqualTo("a b cd");
    }
}
