// SPDX-License-Identifier: Apache-2.0
// Bundles the page that draws a dashboard: dist/page.js and dist/page.css.
import * as esbuild from "esbuild";
import fs from "node:fs";
import path from "node:path";

const modules = path.resolve("node_modules");

// esbuild gives .mjs files Node's default imports, which React components that come as CommonJS do not survive (React error 130):
// take Grafana's CommonJS. Some deep imports of @grafana/schema name files that 12.4 does not have; they only hold defaults.
const grafana = {
  name: "grafana",
  setup(build) {
    build.onResolve({filter: /^@grafana\/(data|ui|schema|runtime|i18n)$/}, (args) => ({path: `${modules}/${args.path}/dist/cjs/index.cjs`}));
    build.onResolve({filter: /^@grafana\/ui\/unstable$/}, () => ({path: `${modules}/@grafana/ui/dist/cjs/unstable.cjs`}));
    build.onResolve({filter: /^@grafana\/schema\/dist\/esm\//}, (args) => {
      const found = [`${modules}/${args.path}.mjs`, `${modules}/${args.path}`].find((file) => fs.existsSync(file));
      return found ? {path: found} : {path: args.path, namespace: "absent"};
    });
    build.onLoad({filter: /.*/, namespace: "absent"}, () => ({contents: "export const defaultOptions = {}, defaultFieldConfig = {};"}));
    build.onResolve({filter: /^react-router-dom-v5-compat$/}, (args) =>
      build.resolve("react-router-dom", {kind: args.kind, resolveDir: path.resolve(".")}));
  },
};

await esbuild.build({
  entryPoints: ["src/page.jsx"],
  bundle: true,
  outfile: "dist/page.js",
  format: "iife",
  platform: "browser",
  define: {"process.env.NODE_ENV": '"production"', global: "window"},
  loader: {".svg": "text", ".png": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl"},
  jsx: "automatic",
  minify: true,
  plugins: [grafana],
  logLevel: "error",
});
