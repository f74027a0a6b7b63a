// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list in order of a key.
 *
 * @param items the part
 * @param total entries of the whole list
 * @param next key of the last item, to ask for what follows; null when nothing does
 */
public record Page<T>(List<T> items, int total, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The part of a list that an asker wants.
     *
     * @param all the whole list, in order of key
     * @param key what names an entry, once in the list; behind an entry that is gone nothing follows
     */
    public static <T> Page<T> of(List<T> all, Function<T, String> key, Slice slice) {
        int from = 0;
        String after = slice.after();
        if (after != null) {
            while (from < all.size() && !key.apply(all.get(from)).equals(after)) {
                from++;
            }
            from = Math.min(all.size(), from + 1);
        }
        int to = (int) Math.min(all.size(), (long) from + slice.limit());
        List<T> items = all.subList(from, to);
        return new Page<>(items, all.size(), to < all.size() ? key.apply(all.get(to - 1)) : null);
    }
}
