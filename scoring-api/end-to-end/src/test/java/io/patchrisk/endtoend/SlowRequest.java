// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A push of kernel log text whose last byte is held back. */
final class SlowRequest implements AutoCloseable {

    private static final String TEXT = "[  100.000001] the last words\n";

    private final Socket socket;

    SlowRequest(URI service, String path) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + service.getAuthority()
                + "\r\nContent-Type: text/plain\r\nContent-Length: " + TEXT.length() + "\r\nConnection: close\r\n\r\n";
        send(head + TEXT.substring(0, TEXT.length() - 1));
    }

    /** Sends the last byte; returns the first line of the answer. */
    String finish() throws IOException {
        send(TEXT.substring(TEXT.length() - 1));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.lines().findFirst().orElse("");
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
