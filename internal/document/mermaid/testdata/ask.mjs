// Asks Mermaid itself what each *.mmd beside this file says, and writes answers.json. Its argument is the folder that
// mermaid and jsdom are installed in: see CONTRIBUTING.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = createRequire(process.argv[2] + "/package.json");
const { JSDOM } = modules("jsdom");
const dom = new JSDOM("<body></body>");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const load = (name) => import(pathToFileURL(modules.resolve(name)).href);
const { default: mermaid } = await load("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "loose", maxEdges: 100000 });

const decode = (text) => (text ?? "").replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
const folder = new URL(".", import.meta.url);
const answers = {};
for (const file of readdirSync(folder).filter((f) => f.endsWith(".mmd")).sort()) {
  for (const [i, source] of readFileSync(new URL(file, folder), "utf8").split(/^====.*\n/m).entries()) {
    const name = `${file}#${i}`;
    try {
      const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(source);
      if (!type.startsWith("flowchart")) {
        answers[name] = { type };
        continue;
      }
      answers[name] = {
        type: "flowchart",
        nodes: [...db.getVertices().values()].map((v) => ({ id: v.id, text: decode(v.text), shape: v.type ?? "" })),
        edges: db.getEdges().map((e) => ({ from: e.start, to: e.end, text: decode(e.text), type: e.type, stroke: e.stroke })),
        groups: db.getSubGraphs().map((g) => ({ id: g.id, title: decode(g.title), members: g.nodes })),
      };
    } catch (e) {
      answers[name] = { error: String(e.message ?? e).split("\n")[0] };
    }
  }
}
writeFileSync(new URL("answers.json", folder), JSON.stringify(answers, null, 1) + "\n");
