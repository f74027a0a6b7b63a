// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls of commands to a running service. */
final class Calls {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** How a request goes on from its address. */
    interface Request {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private Calls() {}

    /** The answer; throws {@link IOException} in the words of the service when it is none of success. */
    static HttpResponse<String> send(URI service, String path, Request request)
            throws IOException, InterruptedException {
        URI address = service.resolve(path);
        HttpResponse<String> response;
        try {
            response = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(
                            request.of(HttpRequest.newBuilder(address).timeout(ANSWER))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (java.net.ConnectException e) {
            throw new IOException(address + " cannot be asked; is the service running there?", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + ": " + detail(response.body()));
        }
        return response;
    }

    private static String detail(String body) {
        try {
            return new ObjectMapper().readTree(body).path("detail").asText("no answer of a Patchrisk service");
        } catch (JsonProcessingException e) {
            return "no answer of a Patchrisk service";
        }
    }
}
