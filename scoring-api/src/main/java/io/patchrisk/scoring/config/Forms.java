// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of plain values. */
final class Forms {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern DECIMAL =
            Pattern.compile("\\d(\\.\\d{1,12})?|\\.\\d{1,12}|\\d(\\.\\d{1,6})?[eE]-\\d{1,2}");

    /** What only a literal address matches: names are not looked up while the configuration is read. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private Forms() {}

    static final Form<String> TEXT = Form.plain("a text", scalar -> Parsed.of(scalar.text()));

    static final Form<HostId> HOST_ID = Form.plain("a host's id, such as web-1", scalar -> {
        try {
            return Parsed.of(new HostId(scalar.text()));
        } catch (IllegalArgumentException e) {
            return Parsed.wrong("is no host's id: " + e.getMessage(), "write the name the host is known by");
        }
    });

    static final Form<String> LOOPBACK = Form.plain(
            "a loopback address, such as 127.0.0.1",
            scalar -> ListenConfig.isLoopback(scalar.text())
                    ? Parsed.of(scalar.text())
                    : Parsed.wrong(
                            "can be reached from other machines, and the service does not authenticate anybody yet",
                            "write 127.0.0.1, and put a proxy that authenticates, or an SSH tunnel, before it"));

    static final Form<String> ADDRESS = Form.plain(
            "an IP address, such as 10.0.0.7",
            scalar -> LITERAL.matcher(scalar.text()).matches()
                    ? Parsed.of(scalar.text())
                    : Parsed.wrong("is no IP address", "write an address, such as 10.0.0.7; names are not looked up"));

    static final Form<URI> URL = Form.plain("a URL, such as http://web-1:9100/metrics", Forms::url);

    static final Form<Path> PATH = Form.plain("a file's path", scalar -> {
        try {
            Path path = Path.of(scalar.text());
            Path folder = scalar.origin().folder();
            return Parsed.of(folder == null ? path : folder.resolve(path));
        } catch (InvalidPathException e) {
            return Parsed.wrong("is no path: " + e.getReason(), "write a file's path");
        }
    });

    static final Form<Integer> PORT = whole(0, 65_535);

    static Form<Integer> whole(int least, int most) {
        String expects = "a whole number from " + least + " to " + most;
        return Form.plain(expects, scalar -> {
            boolean number = WHOLE.matcher(scalar.text()).matches();
            int value = number ? Integer.parseInt(scalar.text()) : -1;
            return bounded(number ? value : null, it -> it >= least && it <= most, expects);
        });
    }

    static final Form<Boolean> TRUTH = Form.plain(
            "true or false",
            scalar -> scalar.text().equals("true") || scalar.text().equals("false")
                    ? Parsed.of(scalar.text().equals("true"))
                    : Parsed.wrong("is not understood", "write true or false"));

    /** A probability or share; both ends are allowed only where they make sense. */
    static Form<Double> share(double least, double most) {
        String expects = "a number from " + least + " to " + most;
        return Form.plain(expects, scalar -> {
            Double value = DECIMAL.matcher(scalar.text()).matches() ? Double.valueOf(scalar.text()) : null;
            return bounded(value, it -> it >= least && it <= most, expects);
        });
    }

    static Form<Duration> duration(Duration least, Duration most) {
        String expects =
                "a duration with units from " + shown(least) + " to " + shown(most) + ", such as 15s, 2m or 1h30m";
        return Form.plain(
                expects,
                scalar -> bounded(
                        Amount.duration(scalar.text()),
                        it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0,
                        expects));
    }

    static Form<Long> size(long leastMebibytes) {
        String expects = "a size with a unit, at least " + leastMebibytes + "MiB, such as 512MiB or 2GiB";
        return Form.plain(
                expects, scalar -> bounded(Amount.bytes(scalar.text()), it -> it >= leastMebibytes << 20, expects));
    }

    private static <T> Parsed<T> bounded(@Nullable T value, Predicate<T> within, String expects) {
        return value != null && within.test(value)
                ? Parsed.of(value)
                : Parsed.wrong(value == null ? "is not understood" : "is out of bounds", "write " + expects);
    }

    private static Parsed<URI> url(ConfigNode.Scalar scalar) {
        String todo = "write a URL such as http://web-1:9100/metrics";
        try {
            URI url = new URI(scalar.text());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null || url.getRawFragment() != null) {
                return Parsed.wrong("is no http or https URL with a host", todo);
            }
            if (url.getRawUserInfo() != null) {
                return Parsed.wrong(
                        "has a user's name or password in it", "keep credentials out of URLs, which are printed");
            }
            return Parsed.of(url);
        } catch (URISyntaxException e) {
            return Parsed.wrong("is no URL: " + e.getReason(), todo);
        }
    }

    private static String shown(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + "ms";
        }
        if (duration.toHours() >= 48) {
            return duration.toDays() + "d";
        }
        return duration.toMinutes() >= 120 ? duration.toHours() + "h" : duration.toSeconds() + "s";
    }
}
