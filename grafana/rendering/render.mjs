// SPDX-License-Identifier: Apache-2.0
// Draws every dashboard in Chromium against a Prometheus, keeps a picture of each, and fails where one has an error or an empty panel.
// node render.mjs PROMETHEUS FROM TO [DASHBOARD…]; FROM and TO are Unix seconds.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import puppeteer from "puppeteer-core";

const [prometheus, from, to, ...only] = process.argv.slice(2);
if (!prometheus || !(Number(from) < Number(to))) {
  console.error("usage: node render.mjs PROMETHEUS FROM TO [DASHBOARD…]");
  process.exit(2);
}
const dashboards = path.resolve("../dashboards");
const pictures = path.resolve(process.env.PICTURES ?? "../pictures");
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
// What a person would have chosen: the first of each list says less.
const chosen = {"patchrisk-host": {instance: "n05.example:9100"}, "patchrisk-rollout": {rollout: "cve-2026-1234"}};
const themes = {"patchrisk-fleet": ["dark", "light"], "patchrisk-rollout": ["dark", "light"]};
// What Grafana's own library calls a unit; the linter in Java reads it.
const units = path.resolve("../src/test/resources/io/patchrisk/grafana/units.txt");
// A Grafana server has these; sizes of words are measured with them.
const fonts = {"Inter-Regular.woff2": "inter-latin-400-normal.woff2", "Inter-Medium.woff2": "inter-latin-500-normal.woff2"};
const types = {".woff2": "font/woff2", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"};

const server = http.createServer(async (request, response) => {
  try {
    const url = new URL(request.url, "http://127.0.0.1");
    if (url.pathname.startsWith("/prometheus/")) {
      const answer = await fetch(prometheus + url.pathname.slice("/prometheus".length) + url.search);
      response.writeHead(answer.status, {"content-type": "application/json"}).end(await answer.text());
    } else if (url.pathname === "/") {
      response.writeHead(200, {"content-type": "text/html"}).end(
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/dist/page.css"><link rel="icon" href="data:,"><div id="root"></div><script>window.grafanaBootData = {settings: {featureToggles: {}, regionalFormat: "en-GB"}, user: {}, navTree: []};</script><script src="/dist/page.js"></script>');
    } else {
      const name = path.basename(url.pathname);
      const folder = url.pathname.startsWith("/dashboards/") ? dashboards : name in fonts ? "node_modules/@fontsource/inter/files" : "dist";
      const file = path.join(folder, fonts[name] ?? name);
      if (url.pathname.endsWith(".svg")) {
        // Icons come from a Grafana server, which is not here.
        response.writeHead(200, {"content-type": "image/svg+xml"}).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
        return;
      }
      if (!fs.existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {"content-type": types[path.extname(file)] ?? "text/plain"}).end(fs.readFileSync(file));
    }
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const root = `http://127.0.0.1:${server.address().port}/`;
const browser = await puppeteer.launch({executablePath: chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], headless: true, protocolTimeout: 180000});
fs.mkdirSync(pictures, {recursive: true});
let failures = 0;
for (const file of fs.readdirSync(dashboards).filter((name) => name.endsWith(".json")).sort()) {
  const uid = path.basename(file, ".json");
  if (only.length && !only.includes(uid)) continue;
  for (const theme of themes[uid] ?? ["dark"]) {
    failures += await draw(uid, theme);
  }
}
await browser.close();
server.close();
process.exit(failures ? 1 : 0);

async function draw(uid, theme) {
  const problems = [];
  const page = await browser.newPage();
  page.on("pageerror", (error) => problems.push("page error: " + String(error).slice(0, 400)));
  page.on("console", (message) => message.type() === "error" && problems.push("console: " + message.text().slice(0, 400)));
  await page.setViewport({width: 1440, height: 1000});
  const started = Date.now();
  await page.goto(root + "?" + new URLSearchParams({dashboard: uid, theme, from, to, chosen: JSON.stringify(chosen[uid] ?? {})}), {timeout: 150000});
  await page.waitForFunction("window.__done", {timeout: 120000}).catch(() => problems.push("not drawn in 150 s"));
  const seen = await page.evaluate("({errors: window.__errors, panels: window.__panels, height: window.__height, units: window.__units})");
  problems.push(...(seen.errors ?? ["the page did not start"]));
  const known = (seen.units ?? []).join("\n") + "\n";
  if (seen.units && (!fs.existsSync(units) || fs.readFileSync(units, "utf8") !== known)) {
    fs.writeFileSync(units, known);
    problems.push("the library's units are others than those of units.txt, which is written anew");
  }
  for (const [title, frames] of Object.entries(seen.panels ?? {})) {
    if (frames === 0) problems.push("no data: " + title);
  }
  await page.setViewport({width: 1440, height: Math.max(400, seen.height ?? 0)});
  await new Promise((settled) => setTimeout(settled, 3000));
  const picture = path.join(pictures, `${uid}-${theme}.png`);
  await page.screenshot({path: picture});
  await page.close();
  console.log(`${uid} ${theme}: ${Object.keys(seen.panels ?? {}).length} panels, ${problems.length} problems, ${Math.round(fs.statSync(picture).size / 1024)} KiB, ${Date.now() - started} ms`);
  problems.forEach((problem) => console.log("  " + problem));
  return problems.length;
}
